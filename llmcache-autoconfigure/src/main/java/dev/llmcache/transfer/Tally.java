package dev.llmcache.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import dev.llmcache.transfer.TransferReceipt.Rejection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Counts the entries of a transfer and tells how far it is.
 */
final class Tally {

	private static final Log logger = LogFactory.getLog(CacheTransfer.class);

	private static final int TOLD_EVERY = 1_000;

	private static final int LOGGED_EVERY = 10_000;

	private final String verb;

	private final Consumer<? super TransferProgress> progress;

	private final Map<String, Long> leftOut = new TreeMap<>();

	private final List<Rejection> rejections = new ArrayList<>();

	private long done;

	private long others;

	/**
	 * Starts to count.
	 * @param verb what happens to the entries, for the log
	 * @param progress told now and then
	 */
	Tally(String verb, Consumer<? super TransferProgress> progress) {
		this.verb = verb;
		this.progress = progress;
	}

	void done() {
		this.done++;
		tell();
	}

	void leftOut(String reason) {
		this.leftOut.merge(reason, 1L, Long::sum);
		this.others++;
		tell();
	}

	void rejected(long line, String reason) {
		if (this.rejections.size() < TransferReceipt.MOST_REJECTIONS) {
			this.rejections.add(new Rejection(line, reason));
		}
		leftOut(reason);
	}

	private void tell() {
		TransferProgress now = new TransferProgress(this.done, this.others);
		if (now.entries() % TOLD_EVERY == 0) {
			this.progress.accept(now);
		}
		if (now.entries() % LOGGED_EVERY == 0) {
			logger.info("%s %d entries so far, and left out %d".formatted(this.verb, now.done(), now.leftOut()));
		}
	}

	TransferReceipt receipt() {
		this.progress.accept(new TransferProgress(this.done, this.others));
		logger.info("%s %d entries, and left out %d %s".formatted(this.verb, this.done, this.others, this.leftOut));
		return new TransferReceipt(this.done, this.leftOut, this.rejections);
	}

}
