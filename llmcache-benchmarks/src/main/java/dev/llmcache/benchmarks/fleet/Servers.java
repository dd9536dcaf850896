package dev.llmcache.benchmarks.fleet;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.llmcache.test.servers.PostgresServer;

/**
 * What the nodes of a fleet have in common.
 *
 * @param redis the Redis
 * @param postgres the PostgreSQL
 * @param model the model
 */
record Servers(SharedRedis redis, PostgresServer postgres, ModelServer model) implements AutoCloseable {

	/**
	 * How a node finds them.
	 * @param node the number of the node
	 * @return Spring Boot properties
	 */
	Map<String, String> properties(int node) {
		Map<String, String> properties = new LinkedHashMap<>(this.redis.properties());
		properties.put("spring.datasource.url", this.postgres.jdbcUrl());
		properties.put("spring.datasource.username", this.postgres.user());
		properties.put("spring.datasource.password", this.postgres.password());
		properties.put("fleet.model", this.model.uri(node).toString());
		return properties;
	}

	@Override
	public void close() {
		try (this.redis; this.model) {
			// The database is one for all fleets, and ends with this process
		}
	}

}
