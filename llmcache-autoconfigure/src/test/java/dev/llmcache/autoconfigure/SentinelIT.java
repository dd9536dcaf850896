package dev.llmcache.autoconfigure;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;

import dev.llmcache.Invalidation;
import dev.llmcache.LlmCache;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.servers.RedisSentinels;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two applications that share a Redis behind sentinels, of which the master goes.
 */
@Timeout(180)
class SentinelIT {

	private static final String QUESTION = "When do you open?";

	private final RedisSentinels redis = RedisSentinels.start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class, DataRedisAutoConfiguration.class))
		.withUserConfiguration(SharedStoresIT.Client.class)
		.withBean(ScriptedChatModel.class, SentinelIT::unrepeatable)
		.withPropertyValues("llmcache.key=0123456789abcdef0123456789abcdef", "llmcache.tenancy=single",
				"llmcache.semantic.enabled=false", "llmcache.exact.redis.timeout=500ms", "llmcache.exact.timeout=500ms",
				"spring.data.redis.sentinel.master=" + RedisSentinels.MASTER,
				"spring.data.redis.sentinel.nodes=" + this.redis.nodes());

	/** Whoever has the same answer as another has it from the cache. */
	private static ScriptedChatModel unrepeatable() {
		return ScriptedChatModel
			.scripted((prompt) -> Flux.just(ScriptedChatModel.chunk(UUID.randomUUID().toString(), "STOP")));
	}

	@AfterEach
	void close() {
		this.redis.close();
	}

	@Test
	void oneServesWhatTheOtherLearnsAgainAfterTheMasterIsKilled() {
		this.runner.run((here) -> this.runner.run((there) -> {
			awaitShared(here, there);
			this.redis.master().kill();
			awaitShared(here, there);
			assertThat(this.redis.isFailedOver()).isTrue();
		}));
	}

	@Test
	void oneServesWhatTheOtherLearnsAgainAfterTheMasterHangs() {
		this.runner.run((here) -> this.runner.run((there) -> {
			awaitShared(here, there);
			this.redis.master().pause();
			awaitShared(here, there);
			assertThat(this.redis.isFailedOver()).isTrue();
		}));
	}

	@Test
	void whatTheNewMasterWasNeverToldIsInvalidatedAllTheSame() {
		this.runner.run((here) -> this.runner.run((there) -> {
			String old = ask(here, QUESTION);
			soon().until(() -> ask(there, QUESTION).equals(old) && this.redis.lag() == 0);
			this.redis.holdUpReplication();
			here.getBean(LlmCache.class).invalidate(Invalidation.byTag("hours"));
			soon().until(() -> !ask(there, QUESTION).equals(old));
			assertThat(this.redis.lag()).isPositive();
			this.redis.master().kill();
			soon().until(() -> {
				assertThat(ask(here, QUESTION)).isNotEqualTo(old);
				assertThat(ask(there, QUESTION)).isNotEqualTo(old);
				return this.redis.isFailedOver();
			});
			this.runner.run((late) -> {
				assertThat(ask(late, QUESTION)).isNotEqualTo(old);
				awaitShared(late, here, old);
				awaitShared(late, there, old);
			});
			this.redis.master().restart();
			soon().until(() -> {
				assertThat(ask(here, QUESTION)).isNotEqualTo(old);
				return this.redis.master().ask("INFO replication").contains("role:slave");
			});
			awaitShared(there, here, old);
		}));
	}

	private static ConditionFactory soon() {
		return Awaitility.await().atMost(Duration.ofSeconds(60));
	}

	private static void awaitShared(ApplicationContext here, ApplicationContext there) {
		awaitShared(here, there, "");
	}

	/** Until there is an answer there that only the model here has given. */
	private static void awaitShared(ApplicationContext here, ApplicationContext there, String never) {
		String[] learned = { "", "" };
		soon().pollInterval(Duration.ofMillis(200)).until(() -> {
			boolean shared = ask(there, learned[0]).equals(learned[1]);
			learned[0] = "What is " + UUID.randomUUID() + "?";
			learned[1] = ask(here, learned[0]);
			assertThat(ask(there, QUESTION)).isNotEqualTo(never);
			return shared;
		});
	}

	private static String ask(ApplicationContext context, String question) {
		return Objects.requireNonNull(context.getBean(ChatClient.class)
			.prompt()
			.user(question.isEmpty() ? "Nothing" : question)
			.advisors(LlmCacheParams.tags("hours"))
			.call()
			.content());
	}

}
