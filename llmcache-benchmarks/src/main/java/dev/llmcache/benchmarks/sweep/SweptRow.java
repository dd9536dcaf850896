package dev.llmcache.benchmarks.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;

/**
 * Row of the table.
 *
 * @param entry as it would be put
 */
record SweptRow(VectorEntry entry) {

	static final Duration SHORT_LIFE = Duration.ofHours(1);

	private static final Duration LONG_LIFE = Duration.ofDays(1);

	private static final long OUTDATED = 1;

	private static final long CURRENT = 2;

	private static final int MARKS = 5;

	/**
	 * Row of a scope: one in four soon expires, and one in four is outdated.
	 * @param scope the scope
	 * @param row the number of the row
	 * @param now when it is stored
	 * @return the row
	 */
	static SweptRow of(Scope scope, int row, Instant now) {
		Random random = new Random(scope.number() * 31L + row);
		boolean expires = row % 4 == 0;
		long generation = (row % 4 == 2) ? OUTDATED : CURRENT;
		List<Stamp> stamps = random.longs(MARKS)
			.mapToObj((mark) -> new Stamp(new Mark(scope.number(), mark % 1_000), generation))
			.toList();
		byte[] payload = new byte[500 + random.nextInt(1_000)];
		random.nextBytes(payload);
		Instant end = now.plus(expires ? SHORT_LIFE : LONG_LIFE);
		return new SweptRow(new VectorEntry(scope.id(row), scope.fingerprint(), scope.vector(row),
				new StoredRecord(1, 1, now, end, end, stamps, payload)));
	}

	static Set<Stamp> outdated(Set<Stamp> stamps) {
		return stamps.stream().filter((stamp) -> stamp.generation() == OUTDATED).collect(Collectors.toSet());
	}

}
