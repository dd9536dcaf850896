package dev.llmcache.autoconfigure;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.Layer;
import dev.llmcache.LlmCache;
import dev.llmcache.LlmCached;
import dev.llmcache.advisor.CacheAdvisors;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.exact.ExactCache;
import dev.llmcache.identity.TenantResolver;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.Secret;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.WriteQueue;
import dev.llmcache.store.lucene.LuceneVectorIndex;
import dev.llmcache.test.ScriptedChatModel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;
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
			assertThat(context).doesNotHaveBean(ExactCache.class);
			assertThat(context.getBean(LlmCache.class).layers()).containsExactly(Layer.SEMANTIC);
		});
		this.runner.withPropertyValues("llmcache.semantic.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(VectorIndex.class);
			assertThat(context.getBean(LlmCache.class).layers()).containsExactly(Layer.EXACT);
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
		LlmCache cache = new LlmCache(List.of(), (layer, failure) -> {
		});
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
			WriteQueue queue = context.getBean("llmCacheWriteQueue", WriteQueue.class);
			for (int i = 0; i < 100; i++) {
				queue.execute(() -> {
					assertThat(context.getBeanFactory().containsSingleton("llmCacheVectorIndex")).isTrue();
					writes.incrementAndGet();
				});
			}
		});
		assertThat(writes).hasValue(100);
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
			assertThat(context.getBean(LlmCache.class).layers()).containsExactly(Layer.EXACT, Layer.SEMANTIC);
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
