package dev.llmcache.benchmarks.growth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.llmcache.benchmarks.Figures;

/**
 * Number of answers, of which one is read by its key: in Redis at the store, and in the
 * memory of the process at the advisor.
 */
final class ExactAxis implements Axis {

	private static final int SMALLEST = 1_000;

	private static final int LARGEST = 1_000_000;

	private static final int LARGEST_NEAR = 1_000_000;

	private static final double MOST = 1.5;

	@Override
	public void measure(GrowthOptions options, Figures figures) {
		measureRedis(options, figures.startingWith("redis-"));
		measureNear(options, figures.startingWith("near-"));
	}

	private static void measureRedis(GrowthOptions options, Figures figures) {
		List<Integer> sizes = options.sizes(SMALLEST, LARGEST);
		Room.require(sizes.stream().mapToLong((size) -> size * RedisEntries.BYTES).sum(), "The answers in Redis");
		List<RedisEntries> all = new ArrayList<>();
		try {
			Map<Integer, Supplier<Runnable>> hits = new LinkedHashMap<>();
			for (int size : sizes) {
				RedisEntries entries = new RedisEntries(1, size);
				all.add(entries);
				hits.put(size, entries::hit);
			}
			Growth.of(hits, options).reportFlat(figures, MOST);
			figures.report("bytes-per-entry", all.getLast().bytes() / (double) sizes.getLast());
		}
		finally {
			all.forEach(RedisEntries::close);
		}
	}

	private static void measureNear(GrowthOptions options, Figures figures) {
		List<Integer> sizes = options.sizes(SMALLEST, LARGEST)
			.stream()
			.filter((size) -> size <= LARGEST_NEAR && NearEntries.fit(size))
			.toList();
		List<NearEntries> all = new ArrayList<>();
		try {
			Map<Integer, Supplier<Runnable>> hits = new LinkedHashMap<>();
			for (int size : sizes) {
				NearEntries entries = new NearEntries(size);
				all.add(entries);
				hits.put(size, entries::hit);
			}
			Growth.of(hits, options).reportFlat(figures, MOST);
		}
		finally {
			all.forEach(NearEntries::close);
		}
	}

}
