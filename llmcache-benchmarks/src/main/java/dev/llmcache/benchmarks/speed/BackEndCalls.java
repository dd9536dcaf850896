package dev.llmcache.benchmarks.speed;

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
 * What is begun once the model is asked is held up until the caller has its answer: so
 * whatever the caller waits for is still held up after some time, and is counted then.
 * Thread-safe.
 */
final class BackEndCalls implements ObservationHandler<OperationContext> {

	private static final long PATIENCE_MS = 2_000;

	private final List<String> beforeModel = new ArrayList<>();

	private final List<String> waitedForAfter = new ArrayList<>();

	private Stage stage = Stage.IDLE;

	private CountDownLatch answered = new CountDownLatch(0);

	private int running;

	private int modelCalls;

	/**
	 * A caller begins to wait.
	 */
	synchronized void begin() {
		this.beforeModel.clear();
		this.waitedForAfter.clear();
		this.modelCalls = 0;
		this.answered = new CountDownLatch(1);
		this.stage = Stage.LOOKUP;
	}

	/**
	 * The model is asked.
	 */
	synchronized void modelAsked() {
		this.modelCalls++;
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
		if (begun(call) && !hasAnswer()) {
			synchronized (this) {
				this.waitedForAfter.add(call);
			}
		}
	}

	private synchronized boolean begun(String call) {
		this.running++;
		if (this.stage == Stage.LOOKUP) {
			this.beforeModel.add(call);
		}
		return this.stage == Stage.MODEL;
	}

	private boolean hasAnswer() {
		try {
			return latch().await(PATIENCE_MS, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private synchronized CountDownLatch latch() {
		return this.answered;
	}

	@Override
	public synchronized void onStop(OperationContext context) {
		this.running--;
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
	 * What was begun for the latest call before the model was asked: back end and what it
	 * did.
	 */
	synchronized List<String> beforeModel() {
		return List.copyOf(this.beforeModel);
	}

	/**
	 * What the latest caller waited for once the model had been asked.
	 */
	synchronized List<String> waitedForAfter() {
		return List.copyOf(this.waitedForAfter);
	}

	/**
	 * Whether nothing is under way.
	 */
	synchronized boolean isQuiet() {
		return this.running == 0;
	}

	private enum Stage {

		IDLE, LOOKUP, MODEL

	}

}
