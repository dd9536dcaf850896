package dev.llmcache.store.observed;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names of what is observed of a call of a back end.
 */
public interface OperationConvention extends ObservationConvention<OperationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof OperationContext;
	}

}
