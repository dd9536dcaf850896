package dev.llmcache.benchmarks.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import dev.llmcache.store.VectorEntry;
import dev.llmcache.store.VectorIndex;

/**
 * Entries that were stored one after another.
 *
 * @param entries the entries
 */
record Stored(List<VectorEntry> entries) {

	static Stored into(VectorIndex index, Scope scope, Duration pause, BooleanSupplier lasts) {
		List<VectorEntry> entries = new ArrayList<>();
		while (lasts.getAsBoolean()) {
			// One that neither expires nor is outdated
			int row = 2 * (scope.size() + entries.size()) + 1;
			VectorEntry entry = SweptRow.of(scope, row, Instant.now()).entry();
			index.put(entry);
			entries.add(entry);
			sleep(pause);
		}
		return new Stored(entries);
	}

	private static void sleep(Duration pause) {
		try {
			Thread.sleep(pause);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * How many of them are found.
	 * @param index where to look
	 * @return a share
	 */
	double found(VectorIndex index) {
		long found = this.entries.stream()
			.filter((entry) -> index.nearest(entry.partition(), entry.vector(), 1)
				.stream()
				.anyMatch((neighbour) -> neighbour.id().equals(entry.id())))
			.count();
		return found / (double) this.entries.size();
	}

}
