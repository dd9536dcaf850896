package dev.llmcache.benchmarks.canary;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import dev.llmcache.benchmarks.Benchmark;
import dev.llmcache.benchmarks.Figures;
import dev.llmcache.benchmarks.canary.copy.DirectoryCopy;
import dev.llmcache.benchmarks.canary.copy.PostgresCopy;
import dev.llmcache.benchmarks.canary.copy.RedisCopy;
import dev.llmcache.benchmarks.canary.scan.CanaryScan;
import dev.llmcache.test.servers.PostgresServer;
import dev.llmcache.test.servers.RedisServer;

/**
 * Whether anything that callers said or were told is found in what the cache stores, logs
 * and measures, and whether anything of an erased tenant can be read.
 */
public final class CanaryBenchmark implements Benchmark {

	private static final int WITHOUT_STORES = 2;

	@Override
	public void run(List<String> arguments, Figures figures) {
		CanaryOptions options = CanaryOptions.parse(arguments);
		Canaries canaries = new Canaries(options.canaries(), options.seed());
		CanaryScan scan = new CanaryScan(canaries.all());
		shared(options, canaries, scan, figures.startingWith("canary-"));
		embedded(options, canaries, scan, figures.startingWith("canary-embedded-"));
	}

	private static void shared(CanaryOptions options, Canaries canaries, CanaryScan scan, Figures figures) {
		Media media = Media.in("shared");
		try (RedisServer redis = RedisServer.start(); PostgresServer postgres = PostgresServer.start()) {
			Map<String, String> properties = SetUp.shared(redis, postgres, options.encrypted());
			Shredding shredding;
			try (OpenOffice office = OpenOffice.open(canaries, properties, media.folder())) {
				Conversations conversations = new Conversations(office, canaries);
				conversations.one();
				office.awaitWritten();
				leaveUncompressed(postgres);
				conversations.all();
				office.awaitWritten();
				redis.kill();
				postgres.kill();
				conversations.some(WITHOUT_STORES);
				redis.restart();
				postgres.restart();
				report(conversations, options, figures);
				media.stored(redis, postgres).forEach((medium) -> medium.scan(scan, figures));
				shredding = new Shredding(canaries, List.of(RedisCopy.of(redis), PostgresCopy.of(postgres)));
				shredding.erase(office, figures);
				media.show(office, conversations);
			}
			media.shown().forEach((medium) -> medium.scan(scan, figures));
			Path again = Media.in("shared-again").folder();
			shredding.putBack(() -> OpenOffice.open(canaries, properties, again), figures);
		}
	}

	private static void leaveUncompressed(PostgresServer postgres) {
		try {
			PostgresFiles.leaveUncompressed(postgres);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void embedded(CanaryOptions options, Canaries canaries, CanaryScan scan, Figures figures) {
		Media media = Media.in("embedded");
		Map<String, String> properties = SetUp.embedded(media.directory(), options.encrypted());
		try (OpenOffice office = OpenOffice.open(canaries, properties, media.folder())) {
			Conversations conversations = new Conversations(office, canaries);
			conversations.all();
			office.awaitWritten();
			report(conversations, options, figures);
			media.show(office, conversations);
		}
		media.stored().scan(scan, figures);
		media.shown().forEach((medium) -> medium.scan(scan, figures));
		Shredding shredding = new Shredding(canaries,
				List.of(DirectoryCopy.of(media.directory(), media.folder().resolve("copy"))));
		Path again = Media.in("embedded-again").folder();
		try (OpenOffice office = OpenOffice.open(canaries, properties, again)) {
			shredding.erase(office, figures);
		}
		shredding.putBack(() -> OpenOffice.open(canaries, properties, again), figures);
	}

	// Where nothing was served, nothing was stored
	private static void report(Conversations conversations, CanaryOptions options, Figures figures) {
		figures.atLeast("exact-hits", conversations.exactHits(), options.canaries() / 2.0);
		figures.atLeast("semantic-hits", conversations.semanticHits(), options.canaries() / 2.0);
	}

}
