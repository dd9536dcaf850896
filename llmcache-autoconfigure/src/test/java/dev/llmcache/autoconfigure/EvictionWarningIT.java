package dev.llmcache.autoconfigure;

import java.time.Duration;

import dev.llmcache.actuate.LlmCacheHealth;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.servers.RedisServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application at a Redis that evicts what it should keep.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class EvictionWarningIT {

	@Test
	void isInTheLogOnceAndInTheHealth(CapturedOutput output) {
		try (RedisServer server = RedisServer.start("--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru")) {
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class,
						LlmCacheHealthAutoConfiguration.class, DataRedisAutoConfiguration.class))
				.withUserConfiguration(SharedStoresIT.Client.class)
				.withBean(ScriptedChatModel.class, ScriptedChatModel::counting)
				.withPropertyValues("llmcache.key=0123456789abcdef0123456789abcdef", "llmcache.tenancy=single",
						"llmcache.semantic.enabled=false", "spring.data.redis.url=" + server.uri())
				.run((context) -> Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
					Health health = context.getBean(LlmCacheHealth.class).health();
					assertThat(health.getStatus()).isEqualTo(Status.UP);
					assertThat(health.getDetails()).hasEntrySatisfying("redis",
							(concern) -> assertThat(concern).asString().contains("allkeys-lru"));
					assertThat(output).containsOnlyOnce("When Redis is full");
				}));
		}
	}

}
