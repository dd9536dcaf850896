package dev.llmcache.store.observed;

import dev.llmcache.Layer;
import dev.llmcache.store.observed.OperationDocumentation.HighCardinality;
import dev.llmcache.store.observed.OperationDocumentation.LowCardinality;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.common.docs.KeyName;
import org.jspecify.annotations.Nullable;

/**
 * Names as OpenTelemetry has them where it has any.
 */
public final class DefaultOperationConvention implements OperationConvention {

	static final String NAME = "llmcache.operation";

	private static final String NO_LAYER = "none";

	private static final String VECTOR_STORE = "vector-store";

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(OperationContext context) {
		return "llmcache " + context.getOperation();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(OperationContext context) {
		Layer layer = context.getLayer();
		String layerName = (layer != null) ? layer.code() : NO_LAYER;
		return KeyValues.of(LowCardinality.BACKEND.withValue(context.getBackend()),
				LowCardinality.LAYER.withValue(layerName), LowCardinality.OPERATION.withValue(context.getOperation()),
				LowCardinality.ERROR_TYPE.withValue(context.getFailure()));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(OperationContext context) {
		KeyValues known = KeyValues.of(HighCardinality.DB_OPERATION_NAME.withValue(context.getOperation()));
		// Which database it is, Spring AI does not tell
		if (!context.getBackend().equals(VECTOR_STORE)) {
			known = known.and(HighCardinality.DB_SYSTEM_NAME.withValue(context.getBackend()));
		}
		known = with(known, HighCardinality.DB_OPERATION_BATCH_SIZE, context.getBatchSize());
		return with(known, HighCardinality.FOUND, context.getFound());
	}

	private static KeyValues with(KeyValues known, KeyName name, @Nullable Integer number) {
		return (number != null) ? known.and(KeyValue.of(name, Integer.toString(number))) : known;
	}

}
