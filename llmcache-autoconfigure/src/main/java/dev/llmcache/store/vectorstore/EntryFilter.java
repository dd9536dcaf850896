package dev.llmcache.store.vectorstore;

import java.time.Instant;
import java.util.function.Predicate;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.store.VectorEntry;

import org.springframework.ai.vectorstore.filter.Filter;
import org.springframework.ai.vectorstore.filter.FilterExpressionBuilder;
import org.springframework.ai.vectorstore.filter.FilterExpressionBuilder.Op;

/**
 * Condition in the store's language, and in ours to verify what the store returns.
 * <p>
 * Made of equality, comparison of numbers, and and or, which every store has. Each
 * requires a field that only entries have: some stores take a missing one for less than
 * any number.
 *
 * @param expression for the store
 * @param condition the same
 */
record EntryFilter(Filter.Expression expression, Predicate<VectorEntry> condition) {

	private static final FilterExpressionBuilder IS = new FilterExpressionBuilder();

	static EntryFilter all() {
		return new EntryFilter(IS.eq(EntryDocument.FORMAT, EntryDocument.CURRENT_FORMAT).build(), (entry) -> true);
	}

	static EntryFilter startingWith(String prefix) {
		return new EntryFilter(IS.eq(EntryDocument.prefix(prefix.length()), prefix).build(),
				(entry) -> entry.id().hex().startsWith(prefix));
	}

	static EntryFilter of(Fingerprint id) {
		return new EntryFilter(IS.eq(EntryDocument.ID, id.hex()).build(), (entry) -> entry.id().equals(id));
	}

	static EntryFilter liveIn(Fingerprint partition, Instant now) {
		Op expression = IS.and(IS.eq(EntryDocument.PARTITION, partition.hex()),
				IS.gt(EntryDocument.EXPIRES, now.toEpochMilli()));
		return new EntryFilter(expression.build(),
				(entry) -> entry.partition().equals(partition) && entry.record().isLiveAt(now));
	}

	static EntryFilter expired(Instant now) {
		Op expression = IS.and(IS.eq(EntryDocument.FORMAT, EntryDocument.CURRENT_FORMAT),
				IS.lte(EntryDocument.EXPIRES, now.toEpochMilli()));
		return new EntryFilter(expression.build(), (entry) -> !entry.record().isLiveAt(now));
	}

	static EntryFilter bearing(Mark mark) {
		String hex = EntryDocument.hex(mark);
		Op expression = IS.eq(EntryDocument.mark(0), hex);
		for (int i = 1; i < EntryDocument.MARKS; i++) {
			expression = IS.or(expression, IS.eq(EntryDocument.mark(i), hex));
		}
		return new EntryFilter(expression.build(),
				(entry) -> entry.record().stamps().stream().anyMatch((stamp) -> stamp.mark().equals(mark)));
	}

}
