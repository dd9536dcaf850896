package dev.llmcache.store.observed;

import java.util.function.Function;

import dev.llmcache.Layer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes the calls of one back end.
 * <p>
 * Thread-safe. What a call throws is thrown on; observers are told its type alone.
 */
public final class Operations {

	private static final OperationConvention DEFAULT = new DefaultOperationConvention();

	private final String backend;

	private final @Nullable Layer layer;

	private final ObservationRegistry registry;

	private final @Nullable OperationConvention convention;

	/**
	 * Creates an observer.
	 * @param backend what the back end is: lower case with hyphens
	 * @param layer whose entries it keeps, or null for what serves all of them
	 * @param registry where observations are
	 * @param convention their names, or null for the default ones
	 */
	public Operations(String backend, @Nullable Layer layer, ObservationRegistry registry,
			@Nullable OperationConvention convention) {
		this.backend = backend;
		this.layer = layer;
		this.registry = registry;
		this.convention = convention;
	}

	<T extends @Nullable Object> T observe(String operation, Function<OperationContext, T> call) {
		OperationContext context = new OperationContext(this.backend, this.layer, operation);
		Observation observation = OperationDocumentation.OPERATION
			.observation(this.convention, DEFAULT, () -> context, this.registry)
			.start();
		try {
			return inScope(observation, context, call);
		}
		catch (RuntimeException | Error ex) {
			context.fail(ex);
			observation.error(new FailedOperation(context.getFailure()));
			throw ex;
		}
		finally {
			observation.stop();
		}
	}

	private static <T extends @Nullable Object> T inScope(Observation observation, OperationContext context,
			Function<OperationContext, T> call) {
		Observation.Scope scope = observation.openScope();
		try {
			return call.apply(context);
		}
		finally {
			scope.close();
		}
	}

	void observe(String operation, Runnable call) {
		observe(operation, (context) -> {
			call.run();
			return true;
		});
	}

}
