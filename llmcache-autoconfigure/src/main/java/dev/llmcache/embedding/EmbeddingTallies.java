package dev.llmcache.embedding;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.llmcache.report.EmbeddingAccount;
import dev.llmcache.report.EmbeddingUse;

/**
 * Counts what models embed, and for what.
 * <p>
 * Thread-safe. A request may name any model: those beyond the first twenty are counted
 * together.
 */
final class EmbeddingTallies {

	static final String OTHER = "other";

	private static final int MODELS = 20;

	private final Map<Key, EmbeddingTally> tallies = new ConcurrentHashMap<>();

	EmbeddingTally of(String model, EmbeddingUse use) {
		Key key = new Key(model, use);
		EmbeddingTally known = this.tallies.get(key);
		return (known != null) ? known : first(key);
	}

	private EmbeddingTally first(Key key) {
		boolean isFull = this.tallies.size() >= MODELS * EmbeddingUse.values().length;
		return this.tallies.computeIfAbsent(isFull ? new Key(OTHER, key.use()) : key, (added) -> new EmbeddingTally());
	}

	List<EmbeddingAccount> accounts() {
		return this.tallies.entrySet()
			.stream()
			.map((tally) -> tally.getValue().account(tally.getKey().model(), tally.getKey().use()))
			.sorted(Comparator.comparing(EmbeddingAccount::model).thenComparing(EmbeddingAccount::use))
			.toList();
	}

	private record Key(String model, EmbeddingUse use) {

	}

}
