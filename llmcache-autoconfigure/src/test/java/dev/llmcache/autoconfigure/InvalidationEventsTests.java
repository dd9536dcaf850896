package dev.llmcache.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.ErasureReceipt;
import dev.llmcache.Invalidation;
import dev.llmcache.InvalidationFailedException;
import dev.llmcache.InvalidationReceipt;
import dev.llmcache.Layer;
import dev.llmcache.LlmCache;
import dev.llmcache.LlmCached;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.advisor.TagResolver;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.freshness.FleetGenerations;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.test.FailingGenerationStore;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.WordEmbedder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tags and invalidations by way of the application's beans, settings and events.
 */
class InvalidationEventsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class))
		.withBean(QuestionEmbedder.class, () -> new WordEmbedder("words"))
		.withPropertyValues("llmcache.policies.faq.ttl=1h")
		.withUserConfiguration(Application.class);

	@ParameterizedTest
	@ValueSource(strings = { "of-all", "of-faq", "of-acme" })
	void aTagOfSettingsOrOfABeanCanBePublished(String tag) {
		this.runner.withPropertyValues("llmcache.defaults.tags=of-defaults", "llmcache.policies.faq.tags=of-all,of-faq")
			.withBean(TagResolver.class, () -> (request) -> Set.of("of-" + request.context().get("llmcache.tenant")))
			.run((context) -> {
				assertThat(ask(context, "acme")).isEqualTo(Status.MISS);
				context.publishEvent(Invalidation.byTag("of-globex"));
				context.publishEvent(Invalidation.byTag("of-defaults"));
				assertThat(ask(context, "acme")).isEqualTo(Status.HIT);
				context.publishEvent(Invalidation.byTag(tag));
				assertThat(ask(context, "acme")).isEqualTo(Status.MISS);
			});
	}

	@Test
	void everyKindCanBePublished() {
		this.runner.withPropertyValues("llmcache.policies.faq.tags=prices").run((context) -> {
			for (Invalidation invalidation : List.of(Invalidation.byTag("prices"), Invalidation.byTenant("acme"),
					Invalidation.byModel("scripted"), Invalidation.byPolicy("faq"), Invalidation.all())) {
				ask(context, "acme");
				assertThat(ask(context, "acme")).isEqualTo(Status.HIT);
				context.publishEvent(invalidation);
				assertThat(ask(context, "acme")).as(invalidation.toString()).isEqualTo(Status.MISS);
			}
		});
	}

	@Test
	void whatIsPublishedInATransactionCountsAgainAtItsEnd() {
		this.runner.run((context) -> {
			TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(
					new SimpleDriverDataSource(new org.h2.Driver(), "jdbc:h2:mem:published")));
			ask(context, "acme");
			transaction.executeWithoutResult((status) -> {
				context.publishEvent(Invalidation.byTenant("acme"));
				assertThat(ask(context, "acme")).isEqualTo(Status.MISS);
				assertThat(ask(context, "acme")).isEqualTo(Status.HIT);
			});
			assertThat(ask(context, "acme")).isEqualTo(Status.MISS);
		});
	}

	@Test
	void thePublisherIsToldOfAFailureThatIsMadeUpForLater() {
		FailingGenerationStore generations = new FailingGenerationStore();
		this.runner.withBean(GenerationStore.class, () -> generations).run((context) -> {
			ask(context, "acme");
			generations.failing(true);
			assertThatExceptionOfType(InvalidationFailedException.class)
				.isThrownBy(() -> context.publishEvent(Invalidation.byTenant("acme")))
				.satisfies((ex) -> assertThat(ex.receipt())
					.isEqualTo(new InvalidationReceipt(Set.of(), Set.of(Layer.EXACT, Layer.SEMANTIC))))
				.satisfies((ex) -> assertThat(ex).hasMessageNotContaining("acme")
					.rootCause()
					.hasMessageNotContaining("acme"));
			generations.failing(false);
			context.getBean(FleetGenerations.class).retry();
			assertThat(ask(context, "acme")).isEqualTo(Status.MISS);
			assertThat(ask(context, "acme")).isEqualTo(Status.HIT);
		});
	}

	@Test
	void whatIsErasedLeavesEveryLayer() {
		this.runner.run((context) -> {
			LlmCache cache = context.getBean(LlmCache.class);
			ask(context, "globex");
			ask(context, "acme");
			await().until(() -> askAlike(context, "acme") == Status.HIT);
			ErasureReceipt receipt = cache.erase(Invalidation.byTenant("acme"));
			assertThat(receipt.isComplete()).isTrue();
			assertThat(receipt.deleted()).containsEntry(Layer.EXACT, 1L).containsKey(Layer.SEMANTIC);
			assertThat(receipt.deleted().get(Layer.EMBEDDING)).isPositive();
			assertThat(cache.erase(Invalidation.byTenant("acme")).deleted())
				.isEqualTo(Map.of(Layer.EXACT, 0L, Layer.SEMANTIC, 0L, Layer.EMBEDDING, 0L));
			assertThat(askAlike(context, "acme")).isEqualTo(Status.MISS);
			assertThat(ask(context, "acme")).isEqualTo(Status.MISS);
			assertThat(ask(context, "globex")).isEqualTo(Status.HIT);
		});
	}

	private static Status ask(ApplicationContext context, String tenant) {
		return status(call(context, tenant, "When do you open the shop on a Monday?"));
	}

	private static Status askAlike(ApplicationContext context, String tenant) {
		return status(
				call(context, tenant, "When do you open the shop on Monday?").advisors(LlmCacheParams.onlyIfCached()));
	}

	private static ChatClientRequestSpec call(ApplicationContext context, String tenant, String question) {
		return context.getBean(ChatClient.class).prompt(question).advisors(LlmCacheParams.tenant(tenant));
	}

	private static Status status(ChatClientRequestSpec call) {
		return Objects.requireNonNull(CacheOutcome.from(call.call().chatClientResponse().context())).status();
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		@LlmCached("faq")
		ChatClient desk() {
			return ChatClient.create(ScriptedChatModel.counting());
		}

	}

}
