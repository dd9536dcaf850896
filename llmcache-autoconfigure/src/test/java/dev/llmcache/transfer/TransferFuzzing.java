package dev.llmcache.transfer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import dev.llmcache.key.MarkDigests;
import dev.llmcache.key.Secret;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.fuzz.FuzzTarget;

import static dev.llmcache.test.fuzz.FuzzTarget.require;
import static dev.llmcache.test.fuzz.FuzzTarget.requireStable;

/**
 * Files that entries are imported from.
 */
public final class TransferFuzzing {

	private static final int MAX_LINE = 2048;

	private static final MutableInstantSource CLOCK = new MutableInstantSource(Instant.ofEpochSecond(1_700_000_000));

	private TransferFuzzing() {
	}

	public static List<FuzzTarget> targets() {
		try {
			Shop shop = Shop.with(Secret.of(new byte[Secret.MIN_LENGTH]), CLOCK).open();
			shop.ask("When do you open?");
			LinePlacer placer = new LinePlacer(shop.keyring, new MarkDigests(shop.keyring, "shop"), shop.planner);
			return List.of(new FuzzTarget("import-lines", List.of(utf8(shop.exported()), utf8("""
					{"question":"When do you close?","answer":"At nine.","client":"desk","tags":["faq"],"ttl":"7d"}

					{"format":1,"question":"q","answer":"a","client":"desk","tenant":"t","user":"u","layer":"exact"}
					""")), (input) -> read(input, placer)).seldom());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static void read(byte[] input, LinePlacer placer) throws IOException {
		LineReader lines = new LineReader(new ByteArrayInputStream(input), MAX_LINE);
		boolean more = true;
		while (more) {
			try {
				byte[] line = lines.next();
				more = line != null;
				if (line != null) {
					readLine(line, placer);
				}
			}
			catch (InvalidLineException ex) {
				require(ex.reason().matches("[a-z-]{4,32}"), "A line is refused for a reason that does not quote it");
			}
		}
		require(lines.number() <= input.length, "There are no more lines than bytes");
	}

	private static void readLine(byte[] line, LinePlacer placer) {
		EntryLine entry = LineFormat.read(line);
		if (entry != null) {
			LineFormat.readAnswer(entry.answer());
			byte[] written = LineFormat.write(entry);
			EntryLine again = Objects.requireNonNull(LineFormat.read(written));
			requireStable(written, LineFormat.write(again));
			Placement place = placer.place(entry, CLOCK.instant());
			require(!place.storedAt().isAfter(CLOCK.instant()), "Nothing is stored in the future");
		}
	}

}
