package dev.llmcache.benchmarks.speed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.llmcache.store.observed.OperationContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;

/**
 * What back ends are asked for the sake of one call at a time of an application.
 * <p>
 * What is begun before the model is asked is delayed, if so chosen, so that what goes on
 * at the same time can be told from what has to wait for something else. What is begun
 * after is held up until the caller has the answer: whatever the caller waits for is
 * still held up after some time, and is counted then. Thread-safe.
 */
final class BackEndCalls implements ObservationHandler<OperationContext> {

	private final long patienceMs;

	private final List<Interval> beforeModel = new ArrayList<>();

	private final List<String> waitedForAfter = new ArrayList<>();

	private Stage stage = Stage.IDLE;

	private CountDownLatch answered = new CountDownLatch(0);

	private long delayMs;

	private int running;

	private int modelCalls;

	private long modelAsked;

	private boolean released;

	/**
	 * Creates it.
	 * @param patienceMs how long something is held up at the most, in milliseconds
	 */
	BackEndCalls(long patienceMs) {
		this.patienceMs = patienceMs;
	}

	/**
	 * A caller begins to wait.
	 * @param delayMs how long what is begun before the model is asked is delayed, in
	 * milliseconds
	 */
	synchronized void begin(long delayMs) {
		this.beforeModel.clear();
		this.waitedForAfter.clear();
		this.modelCalls = 0;
		this.released = false;
		this.delayMs = delayMs;
		this.answered = new CountDownLatch(1);
		this.stage = Stage.LOOKUP;
	}

	/**
	 * The model is asked.
	 */
	synchronized void modelAsked() {
		this.modelCalls++;
		this.modelAsked = System.nanoTime();
		this.stage = (this.stage == Stage.LOOKUP) ? Stage.MODEL : this.stage;
	}

	/**
	 * The caller has the answer.
	 */
	synchronized void end() {
		this.stage = Stage.IDLE;
		this.answered.countDown();
	}

	@Override
	public void onStart(OperationContext context) {
		String call = context.getBackend() + " " + context.getOperation();
		long start = System.nanoTime();
		switch (begun()) {
			case IDLE -> {
				// Nobody waits
			}
			case LOOKUP -> {
				context.put(Interval.class, new Interval(call, start, 0));
				delay();
			}
			case MODEL -> holdUp(call);
		}
	}

	private synchronized Stage begun() {
		this.running++;
		return this.stage;
	}

	private void delay() {
		try {
			Thread.sleep(Duration.ofMillis(delayMs()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized long delayMs() {
		return this.delayMs;
	}

	private void holdUp(String call) {
		try {
			if (!latch().await(this.patienceMs, TimeUnit.MILLISECONDS)) {
				synchronized (this) {
					this.waitedForAfter.add(call);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized CountDownLatch latch() {
		return this.answered;
	}

	@Override
	public synchronized void onStop(OperationContext context) {
		this.running--;
		this.released |= context.getOperation().equals("release-lease");
		Interval interval = context.get(Interval.class);
		if (interval != null) {
			this.beforeModel.add(new Interval(interval.call(), interval.start(), System.nanoTime()));
		}
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof OperationContext;
	}

	/**
	 * How often the model was asked for the latest call.
	 */
	synchronized int modelCalls() {
		return this.modelCalls;
	}

	/**
	 * When the model was asked for the latest call, as {@link System#nanoTime()} has it.
	 */
	synchronized long modelAskedAt() {
		return this.modelAsked;
	}

	/**
	 * What was begun for the latest call before the model was asked, of what went on at
	 * the same time only what ended first.
	 * @return back end and what it did
	 */
	synchronized List<String> sequential() {
		return Interval.disjoint(this.beforeModel).stream().map(Interval::call).toList();
	}

	/**
	 * What the latest caller waited for once the model had been asked.
	 */
	synchronized List<String> waitedForAfter() {
		return List.copyOf(this.waitedForAfter);
	}

	/**
	 * Whether all is written that the latest call has left behind.
	 */
	synchronized boolean isWritten() {
		return this.released && this.running == 0;
	}

	private enum Stage {

		IDLE, LOOKUP, MODEL

	}

}
