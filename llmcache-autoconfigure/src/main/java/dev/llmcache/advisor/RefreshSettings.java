package dev.llmcache.advisor;

/**
 * Limits of what is fetched anew in the background, on one instance.
 *
 * @param maxConcurrent how many answers at a time, at least 1
 */
public record RefreshSettings(int maxConcurrent) {

	/** Eight at a time. */
	public static final RefreshSettings STANDARD = new RefreshSettings(8);

}
