package dev.llmcache.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.LlmCache;
import dev.llmcache.LlmCached;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.freshness.FleetGenerations;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.test.FailingGenerationStore;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.WordEmbeddingModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.document.Document;
import org.springframework.ai.rag.advisor.RetrievalAugmentationAdvisor;
import org.springframework.ai.rag.retrieval.search.VectorStoreDocumentRetriever;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.ai.vectorstore.filter.Filter;
import org.springframework.ai.vectorstore.filter.FilterExpressionBuilder;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class WatchedVectorStoresTests {

	private static final String WATCH = "llmcache.invalidation.watch-vector-stores=";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class))
		.withPropertyValues("llmcache.semantic.enabled=false", "llmcache.tenancy=single")
		.withUserConfiguration(Application.class);

	static Stream<Arguments> changes() {
		List<Document> documents = List.of(document("1"));
		Filter.Expression filter = new FilterExpressionBuilder().eq("shop", "Sofia").build();
		return Stream.of(change("add", (store) -> store.add(documents)),
				change("accept", (store) -> store.accept(documents)),
				change("write", (store) -> store.write(documents)),
				change("delete by id", (store) -> store.delete(List.of("1"))),
				change("delete by filter", (store) -> store.delete(filter)),
				change("delete by text", (store) -> store.delete("shop == 'Sofia'")));
	}

	private static Arguments change(String name, Consumer<VectorStore> change) {
		return Arguments.argumentSet(name, change);
	}

	@ParameterizedTest
	@MethodSource("changes")
	void aChangeInvalidatesWhatWasMadeFromTheStore(Consumer<VectorStore> change) {
		this.runner.withPropertyValues(WATCH + "handbook").run((context) -> {
			VectorStore handbook = context.getBean("handbook", VectorStore.class);
			handbook.add(List.of(document("1")));
			ask(context, "desk");
			assertThat(ask(context, "desk")).isEqualTo(Status.HIT);
			handbook.similaritySearch("open");
			handbook.similaritySearch(SearchRequest.builder().query("open").build());
			context.getBean("faq", VectorStore.class).add(List.of(document("1")));
			assertThat(ask(context, "desk")).isEqualTo(Status.HIT);
			change.accept(handbook);
			assertThat(ask(context, "desk")).isEqualTo(Status.MISS);
		});
	}

	@Test
	void aDocumentThatChangesInvalidatesWhatBearsItsTag() {
		this.runner.withPropertyValues(WATCH + "handbook").run((context) -> {
			VectorStore handbook = context.getBean("handbook", VectorStore.class);
			for (Consumer<VectorStore> change : List.<Consumer<VectorStore>>of(
					(store) -> store.add(List.of(document("1"))), (store) -> store.delete(List.of("1")))) {
				askTagged(context, "doc:1");
				handbook.add(List.of(document("2")));
				assertThat(askTagged(context, "doc:1")).isEqualTo(Status.HIT);
				change.accept(handbook);
				assertThat(askTagged(context, "doc:1")).isEqualTo(Status.MISS);
			}
		});
	}

	@Test
	void aStoreThatIsNotNamedIsNotWatched() {
		this.runner.run((context) -> {
			assertThat(AopUtils.isAopProxy(context.getBean("handbook"))).isFalse();
			ask(context, "desk");
			context.getBean("handbook", VectorStore.class).add(List.of(document("1")));
			assertThat(ask(context, "desk")).isEqualTo(Status.HIT);
		});
	}

	@Test
	void allCanBeWatchedAndAnAnswerWhoseStoreIsNotKnownGoesWithAny() {
		this.runner.withPropertyValues(WATCH + "*").run((context) -> {
			for (String store : List.of("faq", "handbook")) {
				ask(context, "own");
				assertThat(ask(context, "own")).isEqualTo(Status.HIT);
				context.getBean(store, VectorStore.class).add(List.of(document("1")));
				assertThat(ask(context, "own")).isEqualTo(Status.MISS);
			}
		});
	}

	@Test
	void aWatchedStoreIsStillOfItsClass() {
		this.runner.withPropertyValues(WATCH + "*").run((context) -> {
			assertThat(context.getBean("handbook", SimpleVectorStore.class).getName()).isNotNull();
			assertThat(context.getBean("sealed")).isInstanceOf(VectorStore.class).isNotInstanceOf(FinalStore.class);
		});
	}

	@Test
	void aStoreOfAFinalClassAndOneBehindAProxyAreWatchedToo() {
		this.runner.withPropertyValues(WATCH + "sealed,proxied").run((context) -> {
			for (String store : List.of("sealed", "proxied")) {
				askTagged(context, "corpus:" + store);
				assertThat(askTagged(context, "corpus:" + store)).isEqualTo(Status.HIT);
				context.getBean(store, VectorStore.class).add(List.of(document("1")));
				assertThat(askTagged(context, "corpus:" + store)).isEqualTo(Status.MISS);
			}
		});
	}

	@Test
	void aChangeThatFailsHalfWayInvalidatesAllTheSame() {
		this.runner.withPropertyValues(WATCH + "handbook").run((context) -> {
			ask(context, "desk");
			VectorStore handbook = context.getBean("handbook", VectorStore.class);
			assertThatThrownBy(() -> handbook.add(Arrays.asList(document("1"), null)))
				.isInstanceOf(NullPointerException.class);
			assertThat(handbook.similaritySearch("open")).hasSize(1);
			assertThat(ask(context, "desk")).isEqualTo(Status.MISS);
		});
	}

	@Test
	void aChangeInATransactionInvalidatesAgainAtItsEnd() {
		this.runner.withPropertyValues(WATCH + "handbook").run((context) -> {
			TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(
					new SimpleDriverDataSource(new org.h2.Driver(), "jdbc:h2:mem:watched")));
			transaction.executeWithoutResult((status) -> {
				context.getBean("handbook", VectorStore.class).add(List.of(document("1")));
				// What others read before it is committed
				ask(context, "desk");
				assertThat(ask(context, "desk")).isEqualTo(Status.HIT);
			});
			assertThat(ask(context, "desk")).isEqualTo(Status.MISS);
		});
	}

	@Test
	void anInvalidationThatFailsFailsNoChangeAndIsMadeUpFor(CapturedOutput output) {
		FailingGenerationStore generations = new FailingGenerationStore();
		this.runner.withBean(GenerationStore.class, () -> generations)
			.withPropertyValues(WATCH + "handbook")
			.run((context) -> {
				VectorStore handbook = context.getBean("handbook", VectorStore.class);
				ask(context, "desk");
				generations.failing(true);
				handbook.add(List.of(document("1")));
				handbook.add(List.of(document("2")));
				assertThat(handbook.similaritySearch("open")).hasSize(2);
				assertThat(ask(context, "desk")).isEqualTo(Status.MISS);
				generations.failing(false);
				context.getBean(FleetGenerations.class).retry();
				assertThat(ask(context, "desk")).isEqualTo(Status.MISS);
				assertThat(ask(context, "desk")).isEqualTo(Status.HIT);
				assertThat(output).containsOnlyOnce("could not be invalidated").doesNotContain("handbook");
			});
	}

	@Test
	void aNameThatNoStoreHasIsAFailureThatNamesTheProperty() {
		this.runner.withPropertyValues(WATCH + "handbook,manual").run((context) -> {
			FailureAnalysis analysis = StartupFailures.analysis(context);
			assertThat(analysis.getDescription()).contains("'llmcache.invalidation.watch-vector-stores'", "[manual]",
					"[faq, handbook, proxied, sealed]");
		});
	}

	@Test
	void theCacheNeedsNoVectorStores() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(VectorStore.class, RetrievalAugmentationAdvisor.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(LlmCache.class));
	}

	private static Status ask(ApplicationContext context, String client) {
		return status(context.getBean(client, ChatClient.class).prompt("When do you open?"));
	}

	private static Status askTagged(ApplicationContext context, String tag) {
		return status(context.getBean("plain", ChatClient.class).prompt(tag + "?").advisors(LlmCacheParams.tags(tag)));
	}

	private static Status status(ChatClient.ChatClientRequestSpec call) {
		return Objects.requireNonNull(CacheOutcome.from(call.call().chatClientResponse().context())).status();
	}

	private static SimpleVectorStore store() {
		return SimpleVectorStore.builder(new WordEmbeddingModel()).build();
	}

	private static Document document(String id) {
		return new Document(id, "We open at nine", Map.of("shop", "Sofia"));
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		SimpleVectorStore handbook() {
			return store();
		}

		@Bean
		VectorStore faq() {
			return store();
		}

		@Bean
		FinalStore sealed() {
			return new FinalStore(store());
		}

		@Bean
		VectorStore proxied() {
			return (VectorStore) new ProxyFactory(store()).getProxy();
		}

		@Bean
		@LlmCached
		ChatClient desk(@Qualifier("handbook") VectorStore handbook) {
			return ChatClient.builder(ScriptedChatModel.counting())
				.defaultAdvisors(RetrievalAugmentationAdvisor.builder()
					.documentRetriever(VectorStoreDocumentRetriever.builder().vectorStore(handbook).build())
					.build())
				.build();
		}

		@Bean
		@LlmCached
		ChatClient own() {
			return ChatClient.builder(ScriptedChatModel.counting())
				.defaultAdvisors(RetrievalAugmentationAdvisor.builder().documentRetriever((query) -> List.of()).build())
				.build();
		}

		@Bean
		@LlmCached
		ChatClient plain() {
			return ChatClient.create(ScriptedChatModel.counting());
		}

	}

	/** Store of a class that nothing can extend. */
	record FinalStore(VectorStore store) implements VectorStore {

		@Override
		public void add(List<Document> documents) {
			this.store.add(documents);
		}

		@Override
		public void delete(List<String> ids) {
			this.store.delete(ids);
		}

		@Override
		public void delete(Filter.Expression filter) {
			this.store.delete(filter);
		}

		@Override
		public List<Document> similaritySearch(SearchRequest request) {
			return this.store.similaritySearch(request);
		}

	}

}
