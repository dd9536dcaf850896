package dev.llmcache.benchmarks.soak.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import dev.llmcache.LlmCache;

import org.springframework.ai.chat.client.ChatClient;

/**
 * Calls of several workers until it is enough, and what the process uses meanwhile.
 */
final class Soak {

	private static final int WORKERS = 8;

	private final ChatClient client;

	private final LlmCache cache;

	private final Tally tally = new Tally();

	private final AtomicLong numbers = new AtomicLong();

	private final Queue<Reading> readings = new ConcurrentLinkedQueue<>();

	private volatile boolean done;

	Soak(ChatClient client, LlmCache cache) {
		this.client = client;
		this.cache = cache;
	}

	/**
	 * Begins in the background.
	 */
	void begin(Span span) {
		Thread.ofPlatform().daemon().name("soak").start(() -> {
			try {
				run(span);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
	}

	private void run(Span span) throws InterruptedException {
		long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(span.seconds());
		Random seeds = new Random(span.seed());
		List<Thread> workers = new ArrayList<>();
		for (int i = 0; i < WORKERS; i++) {
			Worker worker = new Worker(this.client, this.cache, this.tally, new Random(seeds.nextLong()));
			workers.add(Thread.ofVirtual().start(() -> work(worker, span.calls(), until)));
		}
		while (workers.stream().anyMatch(Thread::isAlive)) {
			this.readings.add(Reading.take(this.tally.calls()));
			Thread.sleep(Duration.ofMillis(span.pauseMillis()));
		}
		this.done = true;
	}

	private void work(Worker worker, long calls, long until) {
		long number = this.numbers.getAndIncrement();
		while (number < calls && System.nanoTime() < until) {
			worker.call(number);
			number = this.numbers.getAndIncrement();
		}
	}

	SoakReport report() {
		boolean isDone = this.done;
		return new SoakReport(isDone, this.tally.counts(), this.tally.errors(), List.copyOf(this.readings));
	}

}
