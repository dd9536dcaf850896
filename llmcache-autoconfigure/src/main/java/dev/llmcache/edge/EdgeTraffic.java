package dev.llmcache.edge;

/**
 * What a cache in front of the application has served since it started.
 *
 * @param requests requests that reached it
 * @param hits those that it answered without the application
 */
public record EdgeTraffic(long requests, long hits) {

	/**
	 * Share of requests that never reached the application.
	 * @return from 0 to 1, 0 without requests
	 */
	public double hitRate() {
		return (this.requests > 0) ? (double) this.hits / this.requests : 0;
	}

}
