package dev.llmcache.trace;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import dev.llmcache.CacheTracing;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Layer;
import dev.llmcache.Lookup;
import dev.llmcache.trace.CacheObservation.Step;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Makes observations of what takes the cache some time, under whatever is observed on the
 * thread of the caller. What fails to observe it breaks nothing.
 * <p>
 * Thread-safe.
 */
public final class ObservedTracing implements CacheTracing {

	private final ObservationRegistry registry;

	private final ObservationConvention<CacheObservation> convention;

	/**
	 * Traces by observations.
	 * @param registry where observations are
	 * @param convention their names
	 */
	public ObservedTracing(ObservationRegistry registry, ObservationConvention<CacheObservation> convention) {
		this.registry = registry;
		this.convention = convention;
	}

	@Override
	public Lookup lookup(Layer layer, Plan plan, Supplier<Lookup> lookup) {
		CacheObservation context = new CacheObservation(Step.LOOKUP, plan, layer);
		return observe(context, () -> {
			Lookup found = lookup.get();
			context.setFound(found);
			return found;
		});
	}

	@Override
	public CompletionStage<@Nullable Void> store(Plan plan, Supplier<CompletionStage<@Nullable Void>> store) {
		QuietObservation observation = start(new CacheObservation(Step.STORE, plan, null));
		try {
			return observation.scoped(() -> store.get().whenComplete((done, failure) -> observation.stop()));
		}
		catch (RuntimeException | Error ex) {
			observation.stop();
			throw ex;
		}
	}

	@Override
	public <T> T refresh(Plan plan, Supplier<T> refresh) {
		return observe(new CacheObservation(Step.REFRESH, plan, null), refresh);
	}

	private <T> T observe(CacheObservation context, Supplier<T> work) {
		QuietObservation observation = start(context);
		try {
			return observation.scoped(work);
		}
		finally {
			observation.stop();
		}
	}

	private QuietObservation start(CacheObservation context) {
		return QuietObservation
			.start(() -> Observation.createNotStarted(context.getStep().observation(), () -> context, this.registry)
				.observationConvention(this.convention));
	}

}
