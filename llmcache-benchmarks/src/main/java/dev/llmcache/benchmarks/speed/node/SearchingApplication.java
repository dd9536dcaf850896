package dev.llmcache.benchmarks.speed.node;

import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.test.WordEmbedder;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * The {@link CachedApplication} with a way to embed questions that takes next to nothing.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SearchingApplication extends CachedApplication {

	/**
	 * Starts the application, asks it, prints what that took, and ends.
	 * @param arguments properties
	 */
	public static void main(String[] arguments) {
		measure(SearchingApplication.class, arguments);
	}

	@Bean
	QuestionEmbedder questionEmbedder() {
		return new WordEmbedder("words");
	}

}
