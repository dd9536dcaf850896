package dev.llmcache.report;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Models that are counted apart: the first fifty that are named, and the rest together.
 * Names come from servers, which may make up as many as they like.
 * <p>
 * Thread-safe.
 */
final class ModelNames {

	static final String OTHERS = "other";

	private static final int MODELS = 50;

	private final Set<String> names = ConcurrentHashMap.newKeySet();

	/**
	 * What a model is counted as.
	 * @param model its name
	 * @return the same, or {@value #OTHERS}
	 */
	String of(String model) {
		return (this.names.contains(model) || (this.names.size() < MODELS && add(model))) ? model : OTHERS;
	}

	private synchronized boolean add(String model) {
		return this.names.contains(model) || (this.names.size() < MODELS && this.names.add(model));
	}

}
