package dev.llmcache.prefix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Terms of providers as they were on a day: data, since they change.
 *
 * @param asOf the day
 * @param terms the terms, of which the first that match a model hold
 */
public record ProviderTermsTable(LocalDate asOf, List<ProviderTerms> terms) {

	private static final String AS_OF = "as-of";

	private static final int COLUMNS = 7;

	public ProviderTermsTable {
		terms = List.copyOf(terms);
	}

	/**
	 * The table that comes with the library.
	 * @return the table
	 */
	public static ProviderTermsTable standard() {
		try (InputStream file = ProviderTermsTable.class.getResourceAsStream("provider-terms.tsv")) {
			if (file == null) {
				throw new IllegalStateException("provider-terms.tsv is missing");
			}
			return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads a table.
	 * @param text a line {@code as-of} with the day, and one for each terms: provider,
	 * models, minimum, write, long write, read, retention (ISO 8601); separated by tabs,
	 * {@code #} starts a comment
	 * @return the table
	 * @throws IllegalArgumentException if a line is none of these, with its number
	 */
	public static ProviderTermsTable parse(String text) {
		LocalDate asOf = null;
		List<ProviderTerms> terms = new ArrayList<>();
		int number = 0;
		for (String line : text.lines().toList()) {
			number++;
			String[] columns = line.split("\t");
			try {
				if (columns[0].equals(AS_OF)) {
					asOf = LocalDate.parse(columns[1]);
				}
				else if (!line.isBlank() && !line.startsWith("#")) {
					terms.add(terms(columns));
				}
			}
			catch (RuntimeException ex) {
				throw new IllegalArgumentException("Line %d is not one of the table".formatted(number), ex);
			}
		}
		return new ProviderTermsTable(required(asOf), terms);
	}

	/**
	 * Terms of a model.
	 * @param provider the provider
	 * @param model name of the model, or null
	 * @return the first that match, or unknown ones
	 */
	public ProviderTerms of(Provider provider, @Nullable String model) {
		String name = (model != null) ? model.toLowerCase(Locale.ROOT) : "";
		return this.terms.stream()
			.filter((candidate) -> candidate.isOf(provider, name))
			.findFirst()
			.orElse(ProviderTerms.UNKNOWN);
	}

	private static ProviderTerms terms(String[] columns) {
		if (columns.length != COLUMNS) {
			throw new IllegalArgumentException("%d columns".formatted(columns.length));
		}
		ProviderTerms terms = new ProviderTerms(Provider.valueOf(columns[0].toUpperCase(Locale.ROOT)), columns[1],
				Integer.parseInt(columns[2]), Double.parseDouble(columns[3]), Double.parseDouble(columns[4]),
				Double.parseDouble(columns[5]), Duration.parse(columns[6]));
		if (terms.minimumTokens() < 0 || terms.write() < 0 || terms.writeLong() < 0 || terms.read() < 0
				|| !terms.retention().isPositive()) {
			throw new IllegalArgumentException("Out of range");
		}
		return terms;
	}

	private static LocalDate required(@Nullable LocalDate asOf) {
		if (asOf == null) {
			throw new IllegalArgumentException("There is no line '%s'".formatted(AS_OF));
		}
		return asOf;
	}

}
