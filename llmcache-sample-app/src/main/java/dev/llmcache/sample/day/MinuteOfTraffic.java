package dev.llmcache.sample.day;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.llmcache.sample.day.DayReplay.Progress;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A day's questions, asked within a minute: few at night, most at noon.
 */
final class MinuteOfTraffic {

	private static final Log logger = LogFactory.getLog(MinuteOfTraffic.class);

	private static final Duration LENGTH = Duration.ofSeconds(60);

	private static final Duration STEP = Duration.ofMillis(100);

	private final Day day;

	private final List<String> questions;

	private volatile boolean cancelled;

	private volatile int asked;

	MinuteOfTraffic(Day day, List<String> questions) {
		this.day = day;
		this.questions = questions;
	}

	void start() {
		Thread.ofVirtual().name("day").start(this::run);
	}

	void cancel() {
		this.cancelled = true;
	}

	Progress progress() {
		return new Progress(!this.cancelled && this.asked < this.questions.size(), this.asked, this.questions.size());
	}

	private void run() {
		long start = System.nanoTime();
		try (ExecutorService customers = Executors.newVirtualThreadPerTaskExecutor()) {
			while (progress().running()) {
				double time = (double) (System.nanoTime() - start) / LENGTH.toNanos();
				int due = due(time);
				this.questions.subList(this.asked, due).forEach((question) -> customers.execute(() -> ask(question)));
				this.asked = due;
				Thread.sleep(STEP);
			}
		}
		catch (InterruptedException ex) {
			this.cancelled = true;
		}
	}

	// The integral of 1 - cos, which is nothing at midnight
	private int due(double time) {
		double angle = 2 * Math.PI * Math.min(1, time);
		return (int) Math.round(this.questions.size() * (angle - Math.sin(angle)) / (2 * Math.PI));
	}

	private void ask(String question) {
		try {
			this.day.ask(question);
		}
		catch (RuntimeException ex) {
			logger.warn("A customer had no answer: " + ex.getClass().getName());
		}
	}

}
