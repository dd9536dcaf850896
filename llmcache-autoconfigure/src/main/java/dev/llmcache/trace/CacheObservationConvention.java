package dev.llmcache.trace;

import java.util.Locale;

import dev.llmcache.Layer;
import dev.llmcache.Lookup;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Lookup.Miss;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names of what is observed, as OpenTelemetry has them for generative AI where it has
 * any.
 */
public class CacheObservationConvention implements ObservationConvention<CacheObservation> {

	private static final KeyValue NO_OUTCOME = KeyValue.of("llmcache.outcome", KeyValue.NONE_VALUE);

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof CacheObservation;
	}

	@Override
	public String getContextualName(CacheObservation context) {
		Layer layer = context.getLayer();
		String step = "llmcache " + lower(context.getStep());
		return (layer != null) ? step + " " + lower(layer) : step;
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(CacheObservation context) {
		Layer layer = context.getLayer();
		return KeyValues.of(KeyValue.of("llmcache.policy", context.getPolicy()),
				KeyValue.of("llmcache.layer", (layer != null) ? lower(layer) : KeyValue.NONE_VALUE), outcome(context));
	}

	private static KeyValue outcome(CacheObservation context) {
		return switch (context.getFound()) {
			case Hit hit -> KeyValue.of("llmcache.outcome", hit.isFresh() ? "hit" : "stale");
			case Miss miss -> KeyValue.of("llmcache.outcome", "miss");
			case null -> NO_OUTCOME;
		};
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(CacheObservation context) {
		Lookup found = context.getFound();
		return switch (found) {
			case Hit hit -> {
				KeyValues known = KeyValues.of("llmcache.similarity", Double.toString(hit.similarity()), "llmcache.age",
						hit.age().toString());
				String model = hit.answer().model();
				yield (model != null) ? known.and("gen_ai.response.model", model) : known;
			}
			case Miss miss -> {
				KeyValues known = KeyValues.of("llmcache.reason", miss.reason());
				Double similarity = miss.similarity();
				yield (similarity != null) ? known.and("llmcache.similarity", similarity.toString()) : known;
			}
			case null -> KeyValues.empty();
		};
	}

	private static String lower(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

}
