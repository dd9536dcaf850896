package dev.llmcache.benchmarks.faults;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import dev.llmcache.benchmarks.faults.node.Question;
import dev.llmcache.benchmarks.faults.node.Sample;
import dev.llmcache.benchmarks.faults.node.Sample.Source;

/**
 * Asks one instance something new again and again, and shortly after another one the same
 * or in other words, to learn whether what the one stores the other finds.
 */
final class Probe implements AutoCloseable {

	private static final Duration PAUSE = Duration.ofMillis(100);

	private static final int TENANT = 0;

	private final Node writer;

	private final Node reader;

	private final Source sign;

	private final AtomicLong topics = new AtomicLong(System.nanoTime());

	private final Queue<Sample> signs = new ConcurrentLinkedQueue<>();

	private final Queue<Sample> replies = new ConcurrentLinkedQueue<>();

	private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::run);

	private volatile boolean ended;

	/**
	 * Begins to ask.
	 * @param writer who is asked something new
	 * @param reader who is asked after
	 * @param sign what answers then if it was found
	 */
	Probe(Node writer, Node reader, Source sign) {
		this.writer = writer;
		this.reader = reader;
		this.sign = sign;
		this.thread.start();
	}

	private void run() {
		while (!this.ended) {
			long topic = this.topics.incrementAndGet();
			this.replies.add(this.writer.ask(new Question(TENANT, topic, 0, false)));
			Pauses.pause(PAUSE);
			int wording = (this.sign == Source.SEMANTIC) ? 1 : 0;
			Sample reply = this.reader.ask(new Question(TENANT, topic, wording, false));
			this.replies.add(reply);
			if (reply.source() == this.sign) {
				this.signs.add(reply);
			}
		}
	}

	/**
	 * When the first answer was found after some time.
	 * @param micros the time, in microseconds since the epoch
	 * @return when it was served, or 0 if none was yet
	 */
	long signAfter(long micros) {
		return this.signs.stream()
			.filter((sign) -> sign.atMicros() >= micros)
			.mapToLong(Sample::endMicros)
			.findFirst()
			.orElse(0);
	}

	/**
	 * What became of all that was asked.
	 */
	Queue<Sample> replies() {
		return this.replies;
	}

	@Override
	public void close() {
		this.ended = true;
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
