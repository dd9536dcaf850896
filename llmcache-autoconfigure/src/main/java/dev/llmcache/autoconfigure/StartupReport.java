package dev.llmcache.autoconfigure;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * One line in the log that tells what was chosen for each part of the cache, and why.
 */
final class StartupReport implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(LlmCacheAutoConfiguration.class);

	private final Map<String, String> choices = new TreeMap<>();

	synchronized void add(String part, String choice, String why) {
		this.choices.put(part, "%s (%s)".formatted(choice, why));
	}

	@Override
	public synchronized void afterSingletonsInstantiated() {
		logger.info(this.choices.entrySet()
			.stream()
			.map((choice) -> choice.getKey() + ": " + choice.getValue())
			.collect(Collectors.joining("; ", "llmcache ", "")));
	}

}
