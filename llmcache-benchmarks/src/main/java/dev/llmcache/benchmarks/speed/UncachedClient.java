package dev.llmcache.benchmarks.speed;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Chat client of the same application without the cache, whose model answers at once.
 */
@State(Scope.Benchmark)
public class UncachedClient implements AutoCloseable {

	final ConfigurableApplicationContext context = Application.uncached();

	final ChatClient client = this.context.getBean(ChatClient.class);

	@Override
	@TearDown
	public void close() {
		this.context.close();
	}

}
