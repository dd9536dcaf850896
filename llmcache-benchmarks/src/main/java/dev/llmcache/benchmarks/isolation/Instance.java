package dev.llmcache.benchmarks.isolation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.llmcache.LlmCache;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReports;
import dev.llmcache.test.servers.PostgresServer;
import dev.llmcache.test.servers.RedisServer;
import org.awaitility.Awaitility;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Instance of the application.
 *
 * @param context its beans
 */
record Instance(ConfigurableApplicationContext context) implements AutoCloseable {

	/**
	 * Starts an instance.
	 * @param properties as {@link SetUp} has them
	 * @param redis where it finds a Redis
	 * @param postgres where it finds a PostgreSQL
	 * @return the instance
	 */
	static Instance start(Map<String, String> properties, RedisServer redis, PostgresServer postgres) {
		Map<String, Object> all = new LinkedHashMap<>(properties);
		all.put("spring.data.redis.url", redis.uri());
		all.put("spring.datasource.url", postgres.jdbcUrl());
		all.put("spring.datasource.username", postgres.user());
		all.put("spring.datasource.password", postgres.password());
		return new Instance(
				new SpringApplicationBuilder(Counter.class).web(WebApplicationType.NONE).properties(all).run());
	}

	ChatClient client() {
		return this.context.getBean(ChatClient.class);
	}

	LlmCache cache() {
		return this.context.getBean(LlmCache.class);
	}

	long modelCalls() {
		return this.context.getBean(SigningModel.class).calls();
	}

	/**
	 * How often a store had what it was asked for.
	 */
	long hits(String store) {
		return reports().reports()
			.stream()
			.filter((report) -> report.store().equals(store))
			.map((report) -> report.accesses().hits())
			.mapToLong((hits) -> (hits != null) ? hits : 0)
			.sum();
	}

	/**
	 * Waits until nothing is written any more.
	 */
	void awaitWritten() {
		long[] before = { -1 };
		Awaitility.await().pollInterval(Duration.ofMillis(200)).until(() -> {
			long puts = reports().reports().stream().map(StoreReport::accesses).mapToLong((use) -> use.puts()).sum();
			boolean quiet = puts == before[0];
			before[0] = puts;
			return quiet;
		});
	}

	private StoreReports reports() {
		return this.context.getBean(StoreReports.class);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
