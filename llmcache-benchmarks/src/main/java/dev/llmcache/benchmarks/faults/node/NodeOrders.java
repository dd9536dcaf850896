package dev.llmcache.benchmarks.faults.node;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import dev.llmcache.benchmarks.faults.node.LoadReport.Switch;
import dev.llmcache.benchmarks.fleet.node.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a node does when it is told to.
 */
final class NodeOrders {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final Caller caller;

	private final MeterRegistry meters;

	private final AtomicReference<@Nullable Running> running = new AtomicReference<>();

	NodeOrders(Caller caller, MeterRegistry meters) {
		this.caller = caller;
		this.meters = meters;
	}

	Sample ask(byte[] question) {
		return this.caller.ask(JSON.readValue(question, Question.class), Clock.micros());
	}

	String warmUp(byte[] load) throws InterruptedException {
		WarmUp.make(this.caller, JSON.readValue(load, Load.class));
		return "warm";
	}

	String begin(byte[] body) {
		Load load = JSON.readValue(body, Load.class);
		this.running.set(new Running(OpenLoop.begin(this.caller, load),
				load.watched() ? BreakerWatch.begin(this.meters) : null));
		return "begun";
	}

	LoadReport end(byte[] nothing) throws InterruptedException {
		Running ending = Objects.requireNonNull(this.running.getAndSet(null));
		BreakerWatch watch = ending.watch();
		List<Switch> switches = (watch != null) ? watch.end() : List.of();
		LoadReport report = new LoadReport(ending.loop().end(), switches);
		// Or a full collection would stop the next calls for a third of a second
		System.gc();
		return report;
	}

	private record Running(OpenLoop loop, @Nullable BreakerWatch watch) {

	}

}
