package dev.llmcache.benchmarks.speed;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.Layer;
import dev.llmcache.test.servers.RedisServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RedisHitIT {

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void bothSidesReadTheSame(boolean strict) {
		try (RedisServer redis = RedisServer.start();
				RedisHit hit = new RedisHit(redis, strict);
				PipelinedReads reads = new PipelinedReads(redis, hit.name(), hit.stamps())) {
			assertThat(hit.stamps()).isNotEmpty();
			assertThat(hit.read().payload()).isNotEmpty();
			assertThat(reads.read()).isTrue();
			assertThat(reads.readRecord()).isTrue();
			assertThat(CacheOutcome.from(hit.call().make().context()))
				.extracting(CacheOutcome::status, CacheOutcome::layer)
				.containsExactly(Status.HIT, Layer.EXACT);
			redis.ask("DEL " + hit.name());
			assertThat(reads.readRecord()).isFalse();
			assertThat(CacheOutcome.from(hit.call().make().context())).extracting(CacheOutcome::status)
				.isEqualTo(Status.MISS);
		}
	}

}
