package dev.llmcache.benchmarks.speed;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Chat client of an application with the cache, which has the answer.
 */
@State(Scope.Benchmark)
public class CachedClient implements AutoCloseable {

	final ConfigurableApplicationContext context = Application.cached();

	final ChatClient client = this.context.getBean(ChatClient.class);

	@Override
	@TearDown
	public void close() {
		this.context.close();
	}

}
