package dev.llmcache.actuate;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.llmcache.CacheListener;
import dev.llmcache.CachedAnswer;
import dev.llmcache.Decision.Plan;
import dev.llmcache.FinishedCall;
import dev.llmcache.FlightRole;
import dev.llmcache.Invalidation;
import dev.llmcache.Layer;
import dev.llmcache.Lookup;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Lookup.Miss;
import dev.llmcache.RefreshOutcome;
import dev.llmcache.StoreRejection;
import dev.llmcache.report.CallResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Meters of calls, lookups and what becomes of answers.
 * <p>
 * Their tags are names of policies and words of the cache's own. Thread-safe.
 */
public final class CallMeters implements CacheListener {

	private static final Set<Miss> FAILURES = Set.of(Miss.ERROR, Miss.GENERATIONS_UNKNOWN, Miss.BREAKER_OPEN);

	private static final Duration[] CALL_BUCKETS = millis(1, 2, 5, 10, 50, 100, 250, 500, 1000, 2500, 10_000, 30_000);

	private static final Duration[] LOOKUP_BUCKETS = { Duration.ofNanos(50_000), Duration.ofNanos(100_000),
			Duration.ofNanos(500_000), Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5),
			Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100),
			Duration.ofMillis(150), Duration.ofMillis(500) };

	private static final double[] SIMILARITY_BUCKETS = { 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.88, 0.9, 0.92, 0.94, 0.96,
			0.98 };

	private final Supplier<MeterRegistry> registry;

	private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

	private final Map<CallResult, Timer> calls = new ConcurrentHashMap<>();

	private final Map<Key, Timer> lookups = new ConcurrentHashMap<>();

	private final Map<Key, DistributionSummary> similarities = new ConcurrentHashMap<>();

	/**
	 * Creates the meters; each is registered when there is something to tell.
	 * @param registry where to
	 */
	public CallMeters(Supplier<MeterRegistry> registry) {
		this.registry = registry;
	}

	private static Duration[] millis(int... millis) {
		return Arrays.stream(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
	}

	@Override
	public void ended(FinishedCall call) {
		CallResult result = CallResult.of(call);
		String reason = call.outcome().reason();
		of(this.counters, new Key(result, call.policy(), (reason != null) ? reason : "none"), this::requests)
			.increment();
		Timer timer = this.calls.get(result);
		((timer != null) ? timer : this.calls.computeIfAbsent(result, this::calls)).record(call.took());
	}

	private Counter requests(Key key) {
		CallResult result = (CallResult) key.kind();
		return Counter.builder("llmcache.requests")
			.description("Calls by how they ended")
			.tag("policy", key.policy())
			.tag("layer", result.layerCode())
			.tag("outcome", result.outcome())
			.tag("reason", key.detail())
			.register(this.registry.get());
	}

	private Timer calls(CallResult result) {
		return Timer.builder("llmcache.calls")
			.description("Time until the answer was complete")
			.tag("layer", result.layerCode())
			.tag("outcome", result.outcome())
			.serviceLevelObjectives(CALL_BUCKETS)
			.register(this.registry.get());
	}

	@Override
	public void lookedUp(Plan plan, Layer layer, Lookup found, Duration took) {
		of(this.lookups, new Key(layer, "", outcome(found)), this::lookups).record(took);
		if (layer == Layer.SEMANTIC) {
			Double similarity = similarity(found);
			if (similarity != null) {
				String decision = (found instanceof Hit) ? "accepted" : "rejected";
				of(this.similarities, new Key(layer, plan.policy(), decision), this::similarities).record(similarity);
			}
		}
	}

	private static String outcome(Lookup found) {
		return switch (found) {
			case Hit hit -> "hit";
			case Miss miss -> FAILURES.contains(miss) ? "error" : "miss";
		};
	}

	private static @Nullable Double similarity(Lookup found) {
		return switch (found) {
			case Hit hit -> hit.similarity();
			case Miss miss -> miss.similarity();
		};
	}

	private Timer lookups(Key key) {
		return Timer.builder("llmcache.lookups")
			.description("Time in which a layer found an answer or none")
			.tag("layer", lower((Layer) key.kind()))
			.tag("outcome", key.detail())
			.serviceLevelObjectives(LOOKUP_BUCKETS)
			.register(this.registry.get());
	}

	private DistributionSummary similarities(Key key) {
		return DistributionSummary.builder("llmcache.similarity")
			.description("Cosine similarity of the nearest question, by whether its answer was served")
			.tag("policy", key.policy())
			.tag("decision", key.detail())
			.serviceLevelObjectives(SIMILARITY_BUCKETS)
			.register(this.registry.get());
	}

	@Override
	public void stored(Plan plan, CachedAnswer answer) {
		count(Event.STORED, plan.policy(), "none");
	}

	@Override
	public void notStored(Plan plan, StoreRejection reason) {
		count(Event.REJECTED, plan.policy(), reason.code());
	}

	@Override
	public void joined(Plan plan, FlightRole role) {
		count(Event.FLIGHT, plan.policy(), role.code());
	}

	@Override
	public void refreshed(Plan plan, RefreshOutcome outcome) {
		count(Event.REFRESH, plan.policy(), outcome.code());
	}

	@Override
	public void invalidated(Invalidation invalidation) {
		count(Event.INVALIDATION, "", invalidation.getClass().getSimpleName().toLowerCase(Locale.ROOT));
	}

	private void count(Event event, String policy, String detail) {
		of(this.counters, new Key(event, policy, detail), this::events).increment();
	}

	private Counter events(Key key) {
		Event event = (Event) key.kind();
		Counter.Builder counter = Counter.builder(event.meter).description(event.description);
		if (!key.policy().isEmpty()) {
			counter.tag("policy", key.policy());
		}
		if (event.tag != null) {
			counter.tag(event.tag, key.detail());
		}
		return counter.register(this.registry.get());
	}

	private static String lower(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	private static <M> M of(Map<Key, M> meters, Key key, Function<Key, M> create) {
		M known = meters.get(key);
		return (known != null) ? known : meters.computeIfAbsent(key, create);
	}

	/**
	 * What tells meters apart.
	 */
	private record Key(Enum<?> kind, String policy, String detail) {

	}

	/**
	 * What is counted by policy and one word.
	 */
	private enum Event {

		STORED("llmcache.answers.stored", null, "Answers that were given to the layers to be stored"),

		REJECTED("llmcache.answers.rejected", "reason", "Answers that were not stored, by reason"),

		FLIGHT("llmcache.flights", "role", "Calls that joined others which asked for the same, by their part"),

		REFRESH("llmcache.refreshes", "outcome", "Refreshes that were due, by what became of them"),

		INVALIDATION("llmcache.invalidations", "kind", "Invalidations and erasures on this instance, by kind");

		private final String meter;

		private final @Nullable String tag;

		private final String description;

		Event(String meter, @Nullable String tag, String description) {
			this.meter = meter;
			this.tag = tag;
			this.description = description;
		}

	}

}
