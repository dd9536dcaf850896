package dev.llmcache.store.pgvector;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import dev.llmcache.Stamp;
import dev.llmcache.store.pgvector.StampedRows.Row;

/**
 * Tells which rows are outdated, and asks for each stamp once.
 * <p>
 * For one sweep: a stamp that is outdated later is found by the next.
 */
final class OutdatedRows {

	private static final int REMEMBERED = 100_000;

	private final UnaryOperator<Set<Stamp>> outdated;

	private final Map<Stamp, Boolean> known = new HashMap<>();

	OutdatedRows(UnaryOperator<Set<Stamp>> outdated) {
		this.outdated = outdated;
	}

	List<Row> among(List<Row> rows) {
		if (this.known.size() > REMEMBERED) {
			this.known.clear();
		}
		Set<Stamp> unknown = rows.stream()
			.flatMap((row) -> row.stamps().stream())
			.filter((stamp) -> !this.known.containsKey(stamp))
			.collect(Collectors.toSet());
		if (!unknown.isEmpty()) {
			Set<Stamp> dead = this.outdated.apply(unknown);
			unknown.forEach((stamp) -> this.known.put(stamp, dead.contains(stamp)));
		}
		return rows.stream().filter((row) -> row.stamps().stream().anyMatch(this.known::get)).toList();
	}

}
