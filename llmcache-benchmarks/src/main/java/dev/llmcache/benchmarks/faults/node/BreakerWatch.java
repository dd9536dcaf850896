package dev.llmcache.benchmarks.faults.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.llmcache.benchmarks.faults.node.LoadReport.Switch;
import dev.llmcache.benchmarks.fleet.node.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Looks at the meters every few milliseconds for breakers that were opened or closed.
 */
final class BreakerWatch {

	private static final String METER = "llmcache.breaker.state";

	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	private final MeterRegistry meters;

	private final Map<String, Boolean> states = new HashMap<>();

	private final Queue<Switch> switches = new ConcurrentLinkedQueue<>();

	private volatile boolean ended;

	private BreakerWatch(MeterRegistry meters) {
		this.meters = meters;
	}

	static BreakerWatch begin(MeterRegistry meters) {
		BreakerWatch watch = new BreakerWatch(meters);
		Thread.ofPlatform().daemon().name("breaker-watch").start(watch::run);
		return watch;
	}

	private void run() {
		while (!this.ended) {
			this.meters.find(METER).gauges().forEach(this::look);
			LockSupport.parkNanos(PAUSE_NANOS);
		}
	}

	private void look(Gauge gauge) {
		String breaker = String.valueOf(gauge.getId().getTag("breaker"));
		boolean open = gauge.value() > 0;
		Boolean before = this.states.put(breaker, open);
		if (open != Boolean.TRUE.equals(before)) {
			this.switches.add(new Switch(breaker, open, Clock.micros()));
		}
	}

	/**
	 * Looks no longer.
	 * @return what was seen
	 */
	List<Switch> end() {
		this.ended = true;
		return List.copyOf(this.switches);
	}

}
