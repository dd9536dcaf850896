package dev.llmcache.benchmarks.embedding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

import dev.llmcache.benchmarks.Benchmark;
import dev.llmcache.benchmarks.Figures;
import dev.llmcache.store.lucene.LuceneEmbeddingStore;
import dev.llmcache.store.pgvector.PgvectorConnections;
import dev.llmcache.store.pgvector.PgvectorSettings;
import dev.llmcache.store.pgvector.PgvectorTable;
import dev.llmcache.store.pgvector.PostgresEmbeddingStore;
import dev.llmcache.store.redis.RedisConnections;
import dev.llmcache.store.redis.RedisEmbeddingStore;
import dev.llmcache.test.servers.PostgresServer;
import dev.llmcache.test.servers.RedisServer;

import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.FileSystemUtils;

/**
 * How often texts are embedded: by batches, on one thread and on many, after a restart,
 * and by calls of the cache whose advisors retrieve documents.
 */
public final class EmbeddingBenchmark implements Benchmark {

	private static final int TEXTS = 10_000;

	private static final int THREADS = 16;

	private static final int DIMENSION = 384;

	private static final int TEXTS_PER_QUESTION = 50;

	private static final Duration DEADLINE = Duration.ofSeconds(10);

	private static final Duration LIFETIME = Duration.ofDays(1);

	private static final long DIRECTORY_BYTES = 1L << 30;

	@Override
	public void run(List<String> arguments, Figures figures) {
		int texts = arguments.isEmpty() ? TEXTS : Integer.parseInt(arguments.getFirst());
		Random random = new Random((arguments.size() > 1) ? Long.parseLong(arguments.get(1)) : 1);
		Corpus corpus = Corpus.of(texts, random);
		try {
			Batches batches = new Batches(corpus, DIMENSION);
			batches.measure(1, random, figures.startingWith("embedding-one-thread-"));
			batches.measure(THREADS, random, figures.startingWith("embedding-%d-threads-".formatted(THREADS)));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return;
		}
		Restarts restarts = new Restarts(corpus, DIMENSION);
		inDirectory(restarts, figures.startingWith("embedding-lucene-"));
		inPostgres(restarts, figures.startingWith("embedding-postgres-"));
		inRedis(restarts, figures.startingWith("embedding-redis-"));
		new Calls(Math.max(1, texts / TEXTS_PER_QUESTION)).measure(figures.startingWith("embedding-"));
	}

	private static void inDirectory(Restarts restarts, Figures figures) {
		try {
			Path directory = Files.createTempDirectory("llmcache-vectors");
			try {
				restarts.measure(
						() -> LuceneEmbeddingStore.open(directory, DIRECTORY_BYTES, LIFETIME, InstantSource.system()),
						figures);
			}
			finally {
				FileSystemUtils.deleteRecursively(directory);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void inPostgres(Restarts restarts, Figures figures) {
		PgvectorSettings settings = new PgvectorSettings(PgvectorTable.parse("llmcache_embedding"), 1, true, 2,
				DEADLINE, DEADLINE);
		try (PostgresServer server = PostgresServer.start()) {
			restarts.measure(() -> PostgresEmbeddingStore.open(
					PgvectorConnections.of(server.jdbcUrl(), server.user(), server.password(), settings), settings,
					LIFETIME, InstantSource.system()), figures);
		}
	}

	private static void inRedis(Restarts restarts, Figures figures) {
		try (RedisServer server = RedisServer.start()) {
			LettuceConnectionFactory factory = new LettuceConnectionFactory(
					LettuceConnectionFactory.createRedisConfiguration(server.uri()),
					LettuceClientConfiguration.defaultConfiguration());
			factory.start();
			try {
				restarts.measure(() -> new RedisEmbeddingStore(RedisConnections.of(factory, DEADLINE), "vectors:",
						DEADLINE, LIFETIME, LIFETIME, InstantSource.system()), figures);
			}
			finally {
				factory.destroy();
			}
		}
	}

}
