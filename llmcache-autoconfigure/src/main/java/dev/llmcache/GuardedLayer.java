package dev.llmcache;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

import dev.llmcache.Decision.Plan;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Lookup.Miss;
import org.jspecify.annotations.Nullable;

/**
 * Layer that has missed when it fails, and whose answers are as old as a plan allows.
 *
 * @param layer the layer
 * @param failures told of everything that it throws
 * @param listener told what it finds
 * @param tracing watches it where it has to look farther
 */
record GuardedLayer(AnswerLayer layer, BiConsumer<Layer, Throwable> failures, CacheListener listener,
		CacheTracing tracing) {

	Layer kind() {
		return this.layer.layer();
	}

	Lookup lookup(CacheQuery query, Plan plan) {
		long start = System.nanoTime();
		Lookup found = this.tracing.lookup(kind(), plan, () -> find(query, plan));
		this.listener.lookedUp(plan, kind(), found, Duration.ofNanos(System.nanoTime() - start));
		return found;
	}

	/**
	 * Looks up in this process only.
	 * @return the answer, or null when it has to be looked for elsewhere
	 */
	@Nullable Hit lookupNear(CacheQuery query, Plan plan) {
		long start = System.nanoTime();
		if (find(AnswerLayer::lookupNear, query, plan) instanceof Hit hit) {
			this.listener.lookedUp(plan, kind(), hit, Duration.ofNanos(System.nanoTime() - start));
			return hit;
		}
		return null;
	}

	/** Looks up for nobody's sake. */
	Lookup find(CacheQuery query, Plan plan) {
		return find(AnswerLayer::lookup, query, plan);
	}

	Lookup lookupShared(CacheQuery query, Plan plan) {
		return find(AnswerLayer::lookupShared, query, plan);
	}

	private Lookup find(LookupOperation operation, CacheQuery query, Plan plan) {
		try {
			return usable(operation.lookup(this.layer, query, plan), plan);
		}
		catch (GenerationsUnknownException ex) {
			this.failures.accept(kind(), ex);
			return Miss.GENERATIONS_UNKNOWN;
		}
		catch (BreakerOpenException ex) {
			return Miss.BREAKER_OPEN;
		}
		catch (RuntimeException | LinkageError ex) {
			this.failures.accept(kind(), ex);
			return Miss.ERROR;
		}
	}

	private static Lookup usable(Lookup lookup, Plan plan) {
		if (!(lookup instanceof Hit hit)) {
			return lookup;
		}
		if (plan.maxAge() != null && hit.age().compareTo(plan.maxAge()) > 0) {
			return Miss.TOO_OLD;
		}
		if (hit.isUsable(plan.lifetimes().staleFor())) {
			return hit;
		}
		return hit.isUsable(plan.lifetimes().staleIfError()) ? Miss.EXPIRED.withFallback(hit) : Miss.EXPIRED;
	}

	static CompletionStage<@Nullable Void> store(List<GuardedLayer> layers, CacheQuery query, Plan plan, Entry entry) {
		return CompletableFuture
			.allOf(layers.stream().map((layer) -> layer.store(query, plan, entry)).toArray(CompletableFuture[]::new))
			.<@Nullable Void>thenApply((done) -> null);
	}

	private CompletableFuture<?> store(CacheQuery query, Plan plan, Entry entry) {
		try {
			return this.layer.store(query, plan, entry).exceptionally((ex) -> null).toCompletableFuture();
		}
		catch (RuntimeException | LinkageError ex) {
			this.failures.accept(kind(), ex);
			return CompletableFuture.completedFuture(null);
		}
	}

	Trial trial(CacheQuery query, Plan plan, Entry entry) {
		try {
			return this.layer.trial(query, plan, entry);
		}
		catch (RuntimeException | LinkageError ex) {
			this.failures.accept(kind(), ex);
			return Trial.nothing(kind());
		}
	}

	/**
	 * Takes a verdict on an answer.
	 * @return false if that failed
	 */
	boolean learn(HitSource source, boolean right) {
		try {
			this.layer.learn(source, right);
			return true;
		}
		catch (RuntimeException | LinkageError ex) {
			this.failures.accept(kind(), ex);
			return false;
		}
	}

	/**
	 * Deletes what bears some marks.
	 * @return how much, or -1 if that failed
	 */
	long erase(Set<Mark> marks) {
		try {
			return this.layer.erase(marks);
		}
		catch (RuntimeException | LinkageError ex) {
			this.failures.accept(kind(), ex);
			return -1;
		}
	}

	long sweep() {
		try {
			return this.layer.sweep();
		}
		catch (RuntimeException | LinkageError ex) {
			this.failures.accept(kind(), ex);
			return 0;
		}
	}

	/**
	 * One of the ways in which a layer can be asked.
	 */
	private interface LookupOperation {

		Lookup lookup(AnswerLayer layer, CacheQuery query, Plan plan);

	}

}
