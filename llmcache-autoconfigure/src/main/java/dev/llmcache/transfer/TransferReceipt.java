package dev.llmcache.transfer;

import java.util.List;
import java.util.Map;

/**
 * What became of the entries of a transfer.
 *
 * @param done how many were transferred
 * @param leftOut how many were not, by reason
 * @param rejections the lines that were not imported, the first {@value #MOST_REJECTIONS}
 * of them
 */
public record TransferReceipt(long done, Map<String, Long> leftOut, List<Rejection> rejections) {

	/** How many rejections are told one by one. */
	public static final int MOST_REJECTIONS = 1000;

	public TransferReceipt {
		leftOut = Map.copyOf(leftOut);
		rejections = List.copyOf(rejections);
	}

	/**
	 * Line that was not imported.
	 *
	 * @param line its number, from 1
	 * @param reason why
	 */
	public record Rejection(long line, String reason) {

	}

}
