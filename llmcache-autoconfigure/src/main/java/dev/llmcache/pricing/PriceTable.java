package dev.llmcache.pricing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * List prices of models as they were on a day: data, since they change.
 *
 * @param asOf the day
 * @param prices the prices by model
 */
public record PriceTable(LocalDate asOf, Map<String, ModelPrice> prices) {

	private static final String AS_OF = "as-of";

	private static final String NONE = "-";

	private static final int COLUMNS = 7;

	public PriceTable {
		prices = Map.copyOf(prices);
	}

	/**
	 * The table that comes with the library.
	 * @return the table
	 */
	public static PriceTable standard() {
		try (InputStream file = PriceTable.class.getResourceAsStream("model-prices.tsv")) {
			if (file == null) {
				throw new IllegalStateException("model-prices.tsv is missing");
			}
			return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads a table.
	 * @param text a line {@code as-of} with the day, and one for each model: its name,
	 * input, output, cached input, cache write, the day on which its source said so, and
	 * the source; separated by tabs, {@code -} stands for no price, {@code #} starts a
	 * comment
	 * @return the table
	 * @throws IllegalArgumentException if a line is none of these, with its number
	 */
	public static PriceTable parse(String text) {
		LocalDate asOf = null;
		Map<String, ModelPrice> prices = new HashMap<>();
		int number = 0;
		for (String line : text.lines().toList()) {
			number++;
			String[] columns = line.split("\t");
			try {
				if (columns[0].equals(AS_OF)) {
					asOf = LocalDate.parse(columns[1]);
				}
				else if (!line.isBlank() && !line.startsWith("#")) {
					add(columns, prices);
				}
			}
			catch (RuntimeException ex) {
				throw new IllegalArgumentException("Line %d is not one of the table".formatted(number), ex);
			}
		}
		return new PriceTable(required(asOf), prices);
	}

	private static void add(String[] columns, Map<String, ModelPrice> prices) {
		if (columns.length != COLUMNS) {
			throw new IllegalArgumentException("%d columns".formatted(columns.length));
		}
		LocalDate.parse(columns[5]);
		ModelPrice price = new ModelPrice(amount(columns[1]), amountOrNull(columns[2]), amountOrNull(columns[3]),
				amountOrNull(columns[4]));
		if (prices.put(ModelName.normal(columns[0]), price) != null) {
			throw new IllegalArgumentException("There twice");
		}
	}

	private static @Nullable BigDecimal amountOrNull(String column) {
		return column.equals(NONE) ? null : amount(column);
	}

	private static BigDecimal amount(String column) {
		BigDecimal amount = new BigDecimal(column);
		if (amount.signum() < 0) {
			throw new IllegalArgumentException("Negative");
		}
		return amount;
	}

	private static LocalDate required(@Nullable LocalDate asOf) {
		if (asOf == null) {
			throw new IllegalArgumentException("There is no line '%s'".formatted(AS_OF));
		}
		return asOf;
	}

}
