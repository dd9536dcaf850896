package dev.llmcache.benchmarks.faults;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.llmcache.benchmarks.faults.node.FaultsNode;
import dev.llmcache.test.servers.PostgresServer;
import dev.llmcache.test.servers.RedisServer;

/**
 * All set-ups, with the servers that they share.
 *
 * @param redis the Redis
 * @param postgres the PostgreSQL
 * @param empty another that nobody has used yet
 * @param toRedis a way to the one on which things go wrong
 * @param toPostgres the same to the other
 * @param model the model
 * @param disk where the index in a directory is
 */
record Setups(RedisServer redis, PostgresServer postgres, PostgresServer empty, FaultyWire toRedis,
		FaultyWire toPostgres, ModelStub model, SmallDisk disk) implements AutoCloseable {

	private static final String DIRECTORY = "llmcache.semantic.lucene.directory";

	static Setups start() {
		RedisServer redis = RedisServer.start();
		PostgresServer postgres = PostgresServer.start();
		return new Setups(redis, postgres, PostgresServer.start(), new FaultyWire(redis.port()),
				new FaultyWire(postgres.port()), new ModelStub(), SmallDisk.create());
	}

	/**
	 * The set-ups.
	 * @return in the order in which they come
	 */
	List<Setup> all() {
		RedisFaults ofRedis = new RedisFaults(this.redis, this.toRedis);
		PostgresFaults ofPostgres = new PostgresFaults(this.postgres, this.toPostgres, this.empty);
		return List.of(
				shared("servers", this.redis.port(), this.postgres.port(), Map.of(),
						Stream.concat(ofRedis.ofServer().stream(), ofPostgres.ofServer().stream()).toList()),
				shared("wire-to-redis", this.toRedis.port(), this.postgres.port(), Map.of(), ofRedis.ofWire()),
				shared("wire-to-postgresql", this.redis.port(), this.toPostgres.port(), Map.of(), ofPostgres.ofWire()),
				shared("embedder", this.redis.port(), this.postgres.port(),
						Map.of(FaultsNode.EMBEDDER, this.model.uri()), List.of(Fault.ofSemantic("embedder-hangs", true,
								() -> this.model.hangEmbeddings(true), () -> this.model.hangEmbeddings(false)))),
				onDisk());
	}

	private Setup shared(String name, int redisPort, int postgresPort, Map<String, String> own, List<Fault> faults) {
		Map<String, String> properties = servers(redisPort, postgresPort);
		properties.put("llmcache.exact.store", "redis");
		properties.put("llmcache.semantic.store", "pgvector");
		properties.putAll(own);
		return new Setup(name, properties, Map.of(), () -> {
		}, true, faults);
	}

	private Map<String, String> servers(int redisPort, int postgresPort) {
		Map<String, String> properties = new HashMap<>(Setup.COMMON);
		properties.put("llmcache.namespace", Setup.namespace());
		properties.put("spring.data.redis.url", "redis://127.0.0.1:" + redisPort);
		properties.put("spring.datasource.url",
				this.postgres.jdbcUrl().replace(":" + this.postgres.port() + "/", ":" + postgresPort + "/"));
		properties.put("spring.datasource.username", this.postgres.user());
		properties.put("spring.datasource.password", this.postgres.password());
		return properties;
	}

	private Setup onDisk() {
		Map<String, String> properties = servers(this.redis.port(), this.postgres.port());
		properties.put("llmcache.exact.store", "caffeine");
		properties.put("llmcache.semantic.store", "lucene");
		properties.put(DIRECTORY, this.disk.directory("cached").toString());
		return new Setup("disk", properties, Map.of(DIRECTORY, this.disk.directory("peer").toString()),
				this.disk::mount, false,
				List.of(Fault.ofSemantic("lucene-disk-full", false, this.disk::fill, this.disk::makeRoom)));
	}

	@Override
	public void close() {
		try (this.redis; this.postgres; this.empty; this.toRedis; this.toPostgres; this.model; this.disk) {
			// All that was started
		}
	}

}
