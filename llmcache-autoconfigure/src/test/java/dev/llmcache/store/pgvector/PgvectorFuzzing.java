package dev.llmcache.store.pgvector;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.test.fuzz.FuzzTarget;

import static dev.llmcache.test.fuzz.FuzzTarget.require;

/**
 * What PostgreSQL tells of generations and rows.
 */
public final class PgvectorFuzzing {

	private PgvectorFuzzing() {
	}

	public static List<FuzzTarget> targets() {
		Map<Mark, Long> generations = Map.of(new Mark(1, 2), 3L, new Mark(4, 5), 6L);
		return List.of(
				new FuzzTarget("pgvector-push",
						PushedGenerations.encode(generations)
							.stream()
							.map((text) -> text.getBytes(StandardCharsets.US_ASCII))
							.toList(),
						PgvectorFuzzing::readNotification),
				new FuzzTarget("pgvector-stamps",
						List.of(StampedRows
							.encode(List.of(new Stamp(new Mark(1, 2), 3), new Stamp(new Mark(4, 5), 6)))),
						PgvectorFuzzing::readStamps));
	}

	private static void readNotification(byte[] input) {
		Map<Mark, Long> generations = PushedGenerations.decode(new String(input, StandardCharsets.ISO_8859_1));
		for (String text : PushedGenerations.encode(generations)) {
			require(generations.entrySet().containsAll(PushedGenerations.decode(text).entrySet()),
					"What was told is told again as it was");
		}
	}

	private static void readStamps(byte[] input) {
		List<Stamp> stamps = new StampedRows.Row(new byte[0], input).stamps();
		require(stamps.size() == input.length / StoredRecord.STAMP_LENGTH, "Whole stamps are read");
	}

}
