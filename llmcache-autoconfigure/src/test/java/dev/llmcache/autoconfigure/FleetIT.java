package dev.llmcache.autoconfigure;

import java.time.Duration;
import java.util.Objects;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.Invalidation;
import dev.llmcache.LlmCache;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.servers.RedisServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two applications that share a real Redis.
 */
class FleetIT {

	private static final String QUESTION = "When do you open?";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class, DataRedisAutoConfiguration.class))
		.withUserConfiguration(SharedStoresIT.Client.class)
		.withBean(ScriptedChatModel.class, ScriptedChatModel::counting)
		.withPropertyValues("llmcache.key=0123456789abcdef0123456789abcdef", "llmcache.namespace=" + System.nanoTime(),
				"llmcache.tenancy=multi", "llmcache.semantic.enabled=false", "llmcache.exact.timeout=5s",
				"llmcache.exact.redis.timeout=5s", "spring.data.redis.url=" + RedisServer.shared().uri());

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void whatOneInvalidatesTheOtherDoesNotServe(boolean strict) {
		ApplicationContextRunner instance = this.runner.withPropertyValues("llmcache.invalidation.strict=" + strict);
		instance.run((here) -> instance.run((there) -> {
			assertThat(ask(here, "acme")).isEqualTo(Status.MISS);
			await().until(() -> ask(there, "acme") == Status.HIT);
			here.getBean(LlmCache.class).invalidate(Invalidation.byTag("hours"));
			assertThat(ask(here, "umbrella")).isEqualTo(Status.MISS);
			if (strict) {
				assertThat(ask(there, "acme")).isEqualTo(Status.MISS);
			}
			else {
				await().atMost(Duration.ofSeconds(1)).until(() -> ask(there, "acme") == Status.MISS);
			}
		}));
	}

	@Test
	void whatOneErasesIsGoneFromRedis() {
		this.runner.run((here) -> this.runner.run((there) -> {
			ask(here, "acme");
			ask(here, "umbrella");
			await().until(() -> ask(there, "acme") == Status.HIT && ask(there, "umbrella") == Status.HIT);
			assertThat(there.getBean(LlmCache.class).erase(Invalidation.byTenant("acme")).deleted().values())
				.containsExactly(1L);
			assertThat(ask(there, "umbrella")).isEqualTo(Status.HIT);
			assertThat(ask(there, "acme")).isEqualTo(Status.MISS);
		}));
	}

	@Test
	void oneOfThemRefreshesWhatIsStale() {
		ApplicationContextRunner instance = this.runner.withPropertyValues("llmcache.defaults.ttl=200ms",
				"llmcache.defaults.ttl-jitter=0", "llmcache.defaults.refresh.early=false",
				"llmcache.defaults.stale-for=1h");
		instance.run((here) -> instance.run((there) -> {
			ask(here, "acme");
			await().until(() -> ask(here, "acme") == Status.STALE);
			await().until(() -> calls(here) + calls(there) >= 2);
			await().until(() -> ask(there, "acme") != Status.MISS);
		}));
	}

	private static int calls(ApplicationContext context) {
		return context.getBean(ScriptedChatModel.class).calls();
	}

	private static Status ask(ApplicationContext context, String tenant) {
		return Objects.requireNonNull(CacheOutcome.from(context.getBean(ChatClient.class)
			.prompt(QUESTION)
			.advisors(LlmCacheParams.tenant(tenant))
			.advisors(LlmCacheParams.tags("hours"))
			.call()
			.chatClientResponse()
			.context())).status();
	}

}
