package dev.llmcache.embedding;

import java.time.Duration;

/**
 * How vectors are remembered.
 *
 * @param maximumBytes memory that they may take in this process; with 0 none is kept in
 * it
 * @param half whether they are kept in float16, which is not exact, instead of float32
 * @param patience how long to wait for a text that another thread embeds, before it is
 * embedded once more
 */
public record MemorySettings(long maximumBytes, boolean half, Duration patience) {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/**
	 * Exact vectors.
	 * @param maximumBytes memory that they may take
	 * @return the settings
	 */
	public static MemorySettings ofSize(long maximumBytes) {
		return new MemorySettings(maximumBytes, false, PATIENCE);
	}

}
