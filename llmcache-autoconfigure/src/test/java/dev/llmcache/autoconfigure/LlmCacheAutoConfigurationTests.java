package dev.llmcache.autoconfigure;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.AnswerLayer;
import dev.llmcache.CacheHooks;
import dev.llmcache.CacheKey;
import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.CacheQuery;
import dev.llmcache.CachedAnswer;
import dev.llmcache.Fingerprint;
import dev.llmcache.Layer;
import dev.llmcache.LlmCache;
import dev.llmcache.LlmCached;
import dev.llmcache.StoreRejection;
import dev.llmcache.TokenUsage;
import dev.llmcache.advisor.AnswerRule;
import dev.llmcache.advisor.CacheAdvisors;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.embedding.EmbeddingCache;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.identity.TenantResolver;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.Secret;
import dev.llmcache.report.Ledger;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.WriteQueue;
import dev.llmcache.store.lucene.LuceneVectorIndex;
import dev.llmcache.test.HangingEmbedder;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.TestGenerations;
import dev.llmcache.test.TestPolicy;
import dev.llmcache.test.WordEmbedder;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.SafeGuardAdvisor;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class LlmCacheAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class, ChatClientAutoConfiguration.class,
				TaskExecutionAutoConfiguration.class))
		.withBean(ScriptedChatModel.class, ScriptedChatModel::counting)
		.withPropertyValues("llmcache.tenancy=single");

	@Test
	void putsTheCacheInFrontOfAnAnnotatedClient() {
		this.runner.withUserConfiguration(AnnotatedClient.class).run((context) -> {
			ChatClient client = context.getBean(ChatClient.class);
			assertThat(status(client, "q")).isEqualTo(Status.MISS);
			assertThat(status(client, "q")).isEqualTo(Status.HIT);
			assertThat(context.getBean(ScriptedChatModel.class).calls()).isOne();
		});
	}

	@Test
	void saysAtStartWhichAdvisorsAHitSkips(CapturedOutput output) {
		this.runner.withUserConfiguration(GuardedClient.class)
			.run((context) -> assertThat(output).containsOnlyOnce("'guarded' skips [SafeGuardAdvisor]"));
		this.runner.withUserConfiguration(GuardedClient.class)
			.withPropertyValues("llmcache.defaults.advisors-on-hit=SafeGuardAdvisor")
			.run((context) -> assertThat(output).containsOnlyOnce("'guarded' skips"));
	}

	@Test
	void asksTheApplicationsRulesBeforeItKeepsAnAnswer() {
		this.runner.withUserConfiguration(AnnotatedClient.class)
			.withBean(AnswerRule.class, () -> (answer) -> !"answer 1".equals(answer.generations().getFirst().text()))
			.run((context) -> {
				ChatClient client = context.getBean(ChatClient.class);
				assertThat(status(client, "q")).isEqualTo(Status.MISS);
				assertThat(status(client, "q")).isEqualTo(Status.MISS);
				assertThat(status(client, "q")).isEqualTo(Status.HIT);
				assertThat(context.getBean(Ledger.class).traffic().rejections())
					.containsOnlyKeys(StoreRejection.RULE.code());
			});
	}

	@Test
	void leavesOtherClientsAlone() {
		this.runner.withUserConfiguration(PlainClient.class)
			.run((context) -> assertThat(status(context.getBean(ChatClient.class), "q")).isNull());
	}

	@Test
	void canBeAppliedToEveryClientOfTheAutoConfiguredBuilder() {
		this.runner.withUserConfiguration(PlainClient.class)
			.withPropertyValues("llmcache.apply-to=all")
			.run((context) -> assertThat(status(context.getBean(ChatClient.class), "q")).isEqualTo(Status.MISS));
	}

	@Test
	void isNeverTwiceOnOneClientAndTheAnnotationsPolicyCounts() {
		this.runner.withUserConfiguration(ClientOfFaq.class)
			.withPropertyValues("llmcache.apply-to=all", "llmcache.defaults.exact.enabled=false",
					"llmcache.defaults.semantic.enabled=false", "llmcache.policies.faq.exact.enabled=true")
			.run((context) -> {
				ChatClient client = context.getBean(ChatClient.class);
				assertThat(status(client, "q")).isEqualTo(Status.MISS);
				assertThat(status(client, "q")).isEqualTo(Status.HIT);
				assertThat(status(client.mutate().build(), "q")).isEqualTo(Status.HIT);
			});
	}

	@Test
	void aMutatedClientKeepsTheCache() {
		this.runner.withUserConfiguration(AnnotatedClient.class).run((context) -> {
			ChatClient mutated = context.getBean(ChatClient.class).mutate().build();
			assertThat(status(mutated, "q")).isEqualTo(Status.MISS);
			assertThat(status(context.getBean(ChatClient.class), "q")).isEqualTo(Status.HIT);
		});
	}

	@Test
	void aDisabledCacheLeavesNoTrace() {
		this.runner.withUserConfiguration(AnnotatedClient.class)
			.withPropertyValues("llmcache.enabled=false")
			.run((context) -> {
				assertThat(context).doesNotHaveBean(LlmCache.class).doesNotHaveBean(CacheAdvisors.class);
				assertThat(status(context.getBean(ChatClient.class), "q")).isNull();
			});
	}

	@Test
	void aDisabledLayerIsNotCreated() {
		this.runner.withPropertyValues("llmcache.exact.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean("llmCacheExactLayer");
			assertThat(context.getBean(LlmCache.class).layers()).containsExactly(Layer.SEMANTIC, Layer.EMBEDDING);
		});
		this.runner.withPropertyValues("llmcache.semantic.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(VectorIndex.class);
			assertThat(context.getBean(LlmCache.class).layers()).containsExactly(Layer.EXACT);
		});
		this.runner.withPropertyValues("llmcache.embedding.enabled=false").run((context) -> {
			LlmCache cache = context.getBean(LlmCache.class);
			assertThat(cache.layers()).containsExactly(Layer.EXACT, Layer.SEMANTIC);
			cache.setEnabled(Layer.EMBEDDING, true);
			assertThat(cache.isEnabled(Layer.EMBEDDING)).isFalse();
		});
	}

	@Test
	void everyLayerCanBeSwitchedOffAndOnWhileTheApplicationRuns() {
		WordEmbedder embedder = new WordEmbedder("words");
		this.runner.withBean(QuestionEmbedder.class, () -> embedder).run((context) -> {
			LlmCache cache = context.getBean(LlmCache.class);
			EmbeddingCache embeddings = context.getBean(EmbeddingCache.class);
			Fingerprint owner = Fingerprint.of(new byte[Fingerprint.LENGTH]);
			embeddings.embed(owner, "q");
			cache.setEnabled(Layer.EMBEDDING, false);
			assertThat(cache.isEnabled(Layer.EMBEDDING)).isFalse();
			embeddings.embed(owner, "q");
			embeddings.embed(owner, "other");
			assertThat(embedder.calls()).isEqualTo(3);
			cache.setEnabled(Layer.EMBEDDING, true);
			assertThat(cache.isEnabled(Layer.EMBEDDING)).isTrue();
			embeddings.embed(owner, "q");
			assertThat(embedder.calls()).isEqualTo(3);
			embeddings.embed(owner, "other");
			assertThat(embedder.calls()).isEqualTo(4);
		});
	}

	@Test
	void isNotThereWithoutSpringAi() {
		this.runner.withClassLoader(new FilteredClassLoader(ChatClient.class))
			.run((context) -> assertThat(context).doesNotHaveBean(LlmCache.class));
	}

	@Test
	void backsOffForTheApplicationsOwnBeans() {
		Keyring keyring = new Keyring(Secret.random(), null);
		LlmCache cache = new LlmCache(List.of(), List.of(), TestGenerations.local(InstantSource.system()),
				(invalidation) -> List.of(), CacheHooks.of((layer, failure) -> {
				}));
		this.runner.withBean("own", Keyring.class, () -> keyring)
			.withBean("ownCache", LlmCache.class, () -> cache)
			.run((context) -> {
				assertThat(context).getBean(Keyring.class).isSameAs(keyring);
				assertThat(context).getBean(LlmCache.class).isSameAs(cache);
			});
	}

	@Test
	void usesTheApplicationsTenantResolver() {
		this.runner.withUserConfiguration(AnnotatedClient.class)
			.withBean(TenantResolver.class, () -> () -> "acme")
			.withPropertyValues("llmcache.tenancy=multi")
			.run((context) -> {
				ChatClient client = context.getBean(ChatClient.class);
				assertThat(status(client, "q")).isEqualTo(Status.MISS);
				assertThat(outcome(client.prompt().user("q").advisors(LlmCacheParams.tenant("acme"))).status())
					.isEqualTo(Status.HIT);
				assertThat(outcome(client.prompt().user("q").advisors(LlmCacheParams.tenant("globex"))).status())
					.isEqualTo(Status.MISS);
			});
	}

	@Test
	void publishesNothingThatMakesOtherBeansBackOff() {
		this.runner.run((context) -> {
			assertThat(context).hasBean("applicationTaskExecutor").doesNotHaveBean(EmbeddingModel.class);
			assertThat(context.getBeanProvider(Executor.class).getIfUnique())
				.isSameAs(context.getBean("applicationTaskExecutor"));
		});
	}

	@Test
	void writesWhatIsWaitingBeforeItStops() {
		AtomicInteger writes = new AtomicInteger();
		this.runner.run((context) -> {
			WriteQueue exact = context.getBean("llmCacheExactWriteQueue", WriteQueue.class);
			WriteQueue semantic = context.getBean("llmCacheSemanticWriteQueue", WriteQueue.class);
			for (int i = 0; i < 100; i++) {
				(i % 2 == 0 ? exact : semantic).execute(() -> {
					assertThat(context.getBeanFactory().containsSingleton("llmCacheVectorIndex")).isTrue();
					writes.incrementAndGet();
				});
			}
		});
		assertThat(writes).hasValue(100);
	}

	@Test
	void anEmbeddingModelThatHangsKeepsNoExactAnswerFromBeingWritten() {
		this.runner.withBean(QuestionEmbedder.class, HangingEmbedder::new)
			.withPropertyValues("llmcache.writes.threads=1", "llmcache.writes.queue-capacity=1",
					"llmcache.embedding.timeout=50ms")
			.run((context) -> {
				AnswerLayer semantic = context.getBean("llmCacheSemanticLayer", AnswerLayer.class);
				Fingerprint any = Fingerprint.of(new byte[Fingerprint.LENGTH]);
				CachedAnswer answer = new CachedAnswer(List.of(), null, null, TokenUsage.UNKNOWN, Map.of(),
						Duration.ZERO);
				for (int i = 0; i < 5; i++) {
					semantic.store(new CacheQuery("When do you open?", List.of(new CacheKey(any, any))),
							TestPolicy.plan(0.92, Layer.SEMANTIC), TestGenerations.entry(answer));
				}
				CountDownLatch written = new CountDownLatch(1);
				assertThat(context.getBean("llmCacheExactWriteQueue", WriteQueue.class).offer(written::countDown))
					.isTrue();
				assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();
				WriteQueue stuck = context.getBean("llmCacheSemanticWriteQueue", WriteQueue.class);
				Awaitility.await().until(() -> stuck.failed() + stuck.dropped() == 5);
				assertThat(stuck.failed()).isPositive();
			});
	}

	@Test
	void saysInOneLineWhatWasChosenAndWhy(CapturedOutput output) {
		this.runner
			.run((context) -> assertThat(output.toString().lines()).filteredOn((line) -> line.contains("exact: "))
				.singleElement()
				.asString()
				.contains("exact: caffeine (auto: no Redis)", "semantic: lucene in memory (auto: no PostgreSQL)",
						"embedding: ", "key: random"));
	}

	@Test
	void startsOnTheEmbeddedStores() {
		this.runner.run((context) -> {
			assertThat(context).getBean(VectorIndex.class).isInstanceOf(LuceneVectorIndex.class);
			assertThat(context.getBean(LlmCache.class).layers()).containsExactly(Layer.EXACT, Layer.SEMANTIC,
					Layer.EMBEDDING);
		});
	}

	private static @Nullable Status status(ChatClient client, String question) {
		CacheOutcome outcome = CacheOutcome.from(client.prompt().user(question).call().chatClientResponse().context());
		return (outcome != null) ? outcome.status() : null;
	}

	private static CacheOutcome outcome(ChatClient.ChatClientRequestSpec spec) {
		ChatClientResponse response = spec.call().chatClientResponse();
		return Objects.requireNonNull(CacheOutcome.from(response.context()));
	}

	@Configuration(proxyBeanMethods = false)
	static class GuardedClient {

		@Bean
		@LlmCached
		ChatClient guarded(ChatClient.Builder builder) {
			return builder.defaultAdvisors(new SafeGuardAdvisor(List.of("bomb"))).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AnnotatedClient {

		@Bean
		@LlmCached
		ChatClient client(ChatClient.Builder builder) {
			return builder.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ClientOfFaq {

		@Bean
		@LlmCached("faq")
		ChatClient client(ChatClient.Builder builder) {
			return builder.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PlainClient {

		@Bean
		ChatClient client(ChatClient.Builder builder) {
			return builder.build();
		}

	}

}
