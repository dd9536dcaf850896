package dev.llmcache.test;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * What was observed and has ended, in that order, in a registry that fails whoever uses
 * it wrongly.
 */
public final class RecordedObservations implements ObservationHandler<Observation.Context> {

	private final List<Observation.Context> ended = new CopyOnWriteArrayList<>();

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	public RecordedObservations() {
		this.registry.observationConfig().observationHandler(this);
	}

	public TestObservationRegistry registry() {
		return this.registry;
	}

	@Override
	public void onStop(Observation.Context context) {
		this.ended.add(context);
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return true;
	}

	public List<Observation.Context> all() {
		return List.copyOf(this.ended);
	}

	/** Those of back ends. */
	public List<Observation.Context> operations() {
		return this.ended.stream().filter((context) -> "llmcache.operation".equals(context.getName())).toList();
	}

	/** Backend, layer and operation of each. */
	public List<String> calls() {
		return operations().stream()
			.map((context) -> "%s %s %s".formatted(value(context, "backend"), value(context, "layer"),
					value(context, "operation")))
			.toList();
	}

	/** Names of what an observation is part of, the nearest first. */
	public static List<String> parents(Observation.Context context) {
		return Stream.<Observation.ContextView>iterate(context, Objects::nonNull, RecordedObservations::parent)
			.skip(1)
			.map((view) -> Objects.requireNonNullElse(view.getName(), "unnamed"))
			.toList();
	}

	private static Observation.@Nullable ContextView parent(Observation.ContextView context) {
		return (context.getParentObservation() != null) ? context.getParentObservation().getContextView() : null;
	}

	public static String value(Observation.Context context, String key) {
		return context.getAllKeyValues()
			.stream()
			.filter((value) -> value.getKey().equals(key))
			.map(KeyValue::getValue)
			.findFirst()
			.orElse("");
	}

	public void clear() {
		this.ended.clear();
	}

}
