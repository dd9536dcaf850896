package dev.llmcache.benchmarks.fleet;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.llmcache.benchmarks.fleet.node.Reply;

/**
 * What was seen of one tag: all invalidations of it, and reads of answers that bear it.
 */
final class Evidence {

	private final Map<Integer, Long> asked;

	private final List<Cut> cuts;

	private final List<Read> reads;

	/**
	 * Gathers what was seen.
	 * @param calls tell when the model was asked for each answer
	 * @param cuts the invalidations
	 * @param reads the reads
	 */
	Evidence(List<ModelCall> calls, List<Cut> cuts, List<Read> reads) {
		this.asked = calls.stream().collect(Collectors.toMap(ModelCall::serial, ModelCall::micros));
		this.cuts = List.copyOf(cuts);
		this.reads = List.copyOf(reads);
	}

	List<Cut> cuts() {
		return this.cuts;
	}

	/**
	 * Invalidations that did not fail.
	 */
	List<Cut> returned() {
		return this.cuts.stream().filter((cut) -> !cut.outcome().isFailed()).toList();
	}

	List<Read> reads() {
		return this.reads;
	}

	/**
	 * How long after an invalidation was called the last read ended that was served what
	 * had been asked for before.
	 * @param cut the invalidation
	 * @return the time in milliseconds; 0 if no read that began after was
	 */
	double visibleAfterMillis(Cut cut) {
		long called = cut.outcome().startMicros();
		return this.reads.stream()
			.map(Read::reply)
			.filter((reply) -> reply.startMicros() > called && wasAskedBefore(reply, called))
			.mapToLong((reply) -> reply.endMicros() - called)
			.max()
			.orElse(0) / 1000.0;
	}

	/**
	 * Reads that were served what had been asked for before an invalidation, although
	 * they began after it had returned. One that failed is to hold where it was called.
	 * @param lagMicros for how long after that others may not know of it
	 * @return the reads
	 */
	List<Read> outdated(long lagMicros) {
		return this.reads.stream()
			.filter((read) -> this.cuts.stream().anyMatch((cut) -> isOutdated(read, cut, lagMicros)))
			.toList();
	}

	private boolean isOutdated(Read read, Cut cut, long lagMicros) {
		boolean there = read.node() == cut.node();
		if (cut.outcome().isFailed() && !there) {
			return false;
		}
		long known = cut.outcome().endMicros() + (there ? 0 : lagMicros);
		return read.reply().startMicros() > known && wasAskedBefore(read.reply(), cut.outcome().startMicros());
	}

	private boolean wasAskedBefore(Reply reply, long micros) {
		return this.asked.getOrDefault(reply.serial(), Long.MAX_VALUE) < micros;
	}

	/**
	 * Fails if somebody was not answered.
	 * @param replies what became of the calls
	 */
	static void requireAnswered(Collection<Reply> replies) {
		replies.stream().filter((reply) -> reply.serial() == 0).findFirst().ifPresent((reply) -> {
			throw new IllegalStateException("Not answered: " + reply);
		});
	}

}
