package dev.llmcache.benchmarks.faults.node;

import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import dev.llmcache.benchmarks.faults.node.Sample.Source;
import dev.llmcache.benchmarks.fleet.node.Clock;

/**
 * Calls that begin at a steady rate, whether or not those before have been answered. How
 * long each takes counts from when it was to begin.
 */
final class OpenLoop {

	private static final int PATIENCE_S = 60;

	private final Caller caller;

	private final Load load;

	private final Iterator<Question> questions;

	private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();

	private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

	private final Thread clock = Thread.ofPlatform().daemon().name("open-loop").unstarted(this::run);

	private volatile boolean ended;

	private volatile int begun;

	private OpenLoop(Caller caller, Load load) {
		this.caller = caller;
		this.load = load;
		this.questions = Traffic.of(load.seed()).iterator();
	}

	static OpenLoop begin(Caller caller, Load load) {
		OpenLoop loop = new OpenLoop(caller, load);
		loop.clock.start();
		return loop;
	}

	private void run() {
		long origin = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(this.load.startMicros() - Clock.micros());
		long pause = TimeUnit.SECONDS.toNanos(1) / this.load.perSecond();
		for (int i = 0; !this.ended; i++) {
			sleepUntil(origin + i * pause);
			long at = this.load.startMicros() + TimeUnit.NANOSECONDS.toMicros(i * pause);
			Question question = this.questions.next();
			this.begun = i + 1;
			this.calls.execute(() -> this.samples.add(this.caller.ask(question, at)));
		}
	}

	private static void sleepUntil(long nanoTime) {
		long left = nanoTime - System.nanoTime();
		while (left > 0) {
			LockSupport.parkNanos(left);
			left = nanoTime - System.nanoTime();
		}
	}

	/**
	 * Begins no further call, and waits for the answers to those that have begun.
	 * @return what became of each; those not answered within a minute failed
	 */
	List<Sample> end() throws InterruptedException {
		this.ended = true;
		this.clock.join();
		this.calls.shutdown();
		if (!this.calls.awaitTermination(PATIENCE_S, TimeUnit.SECONDS)) {
			this.calls.shutdownNow();
		}
		List<Sample> answered = List.copyOf(this.samples);
		Sample unanswered = new Sample(this.load.startMicros(), TimeUnit.SECONDS.toMicros(PATIENCE_S), Source.NOBODY,
				null, 0, false, 0, "not answered");
		return Stream.concat(answered.stream(), Stream.generate(() -> unanswered).limit(this.begun - answered.size()))
			.toList();
	}

}
