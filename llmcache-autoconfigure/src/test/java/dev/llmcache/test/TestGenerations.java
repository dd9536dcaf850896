package dev.llmcache.test;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;

import dev.llmcache.AnswerLayer;
import dev.llmcache.CacheHooks;
import dev.llmcache.CachedAnswer;
import dev.llmcache.Entry;
import dev.llmcache.Generations;
import dev.llmcache.Layer;
import dev.llmcache.LlmCache;
import dev.llmcache.Snapshot;
import dev.llmcache.freshness.FleetGenerations;
import dev.llmcache.freshness.Freshness;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.MarkDigests;
import dev.llmcache.store.InMemoryGenerationStore;
import dev.llmcache.store.WriteExecutor;

/**
 * Generations of a single instance.
 */
public final class TestGenerations {

	/** Writes at once. */
	public static final WriteExecutor DIRECT = (write) -> {
		write.run();
		return CompletableFuture.completedFuture(null);
	};

	private TestGenerations() {
	}

	public static Generations local(InstantSource clock) {
		return new FleetGenerations(new InMemoryGenerationStore(clock), Freshness.STANDARD, clock);
	}

	/** Answer that nothing invalidates. */
	public static Entry entry(CachedAnswer answer) {
		return new Entry(answer, Snapshot.EMPTY, 0);
	}

	/** Cache of one layer. */
	public static LlmCache cache(Keyring keyring, InstantSource clock, Function<Generations, AnswerLayer> layer,
			BiConsumer<Layer, Throwable> failures) {
		Generations generations = local(clock);
		return new LlmCache(List.of(layer.apply(generations)), List.of(), generations, new MarkDigests(keyring, "test"),
				CacheHooks.of(failures));
	}

}
