package dev.llmcache.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.llmcache.AnswerLayer;
import dev.llmcache.CacheKey;
import dev.llmcache.CacheQuery;
import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.Fingerprint;
import dev.llmcache.Layer;
import dev.llmcache.Lookup;
import dev.llmcache.TokenUsage;
import dev.llmcache.advisor.CorpusNames;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.lucene.LuceneVectorIndex;
import dev.llmcache.store.vectorstore.SpringVectorStoreIndex;
import dev.llmcache.test.TestGenerations;
import dev.llmcache.test.TestPolicy;
import dev.llmcache.test.WordEmbeddingModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class VectorStoreChoiceTests {

	private static final String KEY = "llmcache.key=0123456789abcdef0123456789abcdef";

	private static final String CHOSEN = "llmcache.semantic.store=vector-store";

	private static final String ANSWERS = "llmcache.semantic.vector-store.bean-name=answers";

	private static final String WATCH = "llmcache.invalidation.watch-vector-stores=";

	private final ApplicationContextRunner withoutStore = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class))
		.withPropertyValues(KEY);

	private final ApplicationContextRunner runner = this.withoutStore.withBean("answers", VectorStore.class,
			VectorStoreChoiceTests::store);

	private final ApplicationContextRunner withTwo = this.runner.withBean("handbook", VectorStore.class,
			VectorStoreChoiceTests::store);

	private static VectorStore store() {
		return SimpleVectorStore.builder(new WordEmbeddingModel()).build();
	}

	@Test
	void noStoreIsTakenUnlessAskedFor() {
		this.runner.withPropertyValues(ANSWERS)
			.run((context) -> assertThat(context).getBean(VectorIndex.class).isInstanceOf(LuceneVectorIndex.class));
	}

	@Test
	void theStoreThatIsNamedHoldsTheAnswers(CapturedOutput output) {
		this.withTwo.withPropertyValues(CHOSEN, ANSWERS).run((context) -> {
			assertThat(context).getBean(VectorIndex.class).isInstanceOf(SpringVectorStoreIndex.class);
			AnswerLayer semantic = context.getBean("llmCacheSemanticLayer", AnswerLayer.class);
			Fingerprint any = Fingerprint.of(new byte[Fingerprint.LENGTH]);
			CacheQuery query = new CacheQuery("When do you open on Mondays?", List.of(new CacheKey(any, any)));
			CachedAnswer answer = new CachedAnswer(List.of(new Generation("At nine", "STOP", Map.of())), null, null,
					TokenUsage.UNKNOWN, Map.of(), Duration.ZERO);
			semantic.store(query, TestPolicy.plan(0.92, Layer.SEMANTIC), TestGenerations.entry(answer))
				.toCompletableFuture()
				.join();
			assertThat(semantic.lookup(query, TestPolicy.plan(0.92, Layer.SEMANTIC))).isInstanceOf(Lookup.Hit.class);
			assertThat(context.getBean("answers", VectorStore.class).similaritySearch("open"))
				.extracting(Document::getText)
				.containsExactly("When do you open on Mondays?");
			assertThat(context.getBean("handbook", VectorStore.class).similaritySearch("open")).isEmpty();
		});
		assertThat(output).contains("semantic: vector store (llmcache.semantic.store)",
				"invalidation: this process (auto: no Redis");
	}

	@Test
	void aStoreThatIsNotNamedIsAFailureEvenIfThereIsOnlyOne() {
		this.runner.withPropertyValues(CHOSEN).run(failure((analysis) -> {
			assertThat(analysis.getDescription()).contains("bean-name' is not set", "[answers]");
			assertThat(analysis.getAction()).contains("llmcache.semantic.vector-store.bean-name", "no documents");
		}));
	}

	@Test
	void aNameThatNoStoreHasIsAFailureThatNamesThem() {
		for (String name : List.of("other", "llmCacheMarks")) {
			this.withTwo.withPropertyValues(CHOSEN, "llmcache.semantic.vector-store.bean-name=" + name)
				.run(failure(
						(analysis) -> assertThat(analysis.getDescription()).contains(name, "[answers, handbook]")));
		}
	}

	@Test
	void aStoreWithoutAKeyIsAFailureThatNamesTheProperty() {
		this.runner.withPropertyValues("llmcache.key=", CHOSEN, ANSWERS)
			.run(failure((analysis) -> assertThat(analysis.getAction()).contains("'llmcache.key'")));
	}

	@Test
	void theStoreWithoutItsLibraryIsAFailureThatSaysWhatToAdd() {
		this.withoutStore.withPropertyValues(CHOSEN, ANSWERS)
			.withClassLoader(new FilteredClassLoader(VectorStore.class))
			.run(failure((analysis) -> assertThat(analysis.getAction()).contains("spring-ai-starter-vector-store")));
	}

	@Test
	void answersAreNoCorpus() {
		this.withTwo.withPropertyValues(CHOSEN, ANSWERS, WATCH + "*").run((context) -> {
			assertThat(context.getBean(CorpusNames.class).of(null)).containsExactly("handbook");
			assertThat(AopUtils.isAopProxy(context.getBean("handbook"))).isTrue();
			assertThat(AopUtils.isAopProxy(context.getBean("answers"))).isFalse();
		});
	}

	@Test
	void answersAreNotWatchedByName() {
		this.withTwo.withPropertyValues(CHOSEN, ANSWERS, WATCH + "answers").run(failure((analysis) -> {
			assertThat(analysis.getDescription()).contains("[answers]", "[handbook]");
		}));
	}

	private static ContextConsumer<AssertableApplicationContext> failure(Consumer<FailureAnalysis> expectations) {
		return (context) -> expectations.accept(StartupFailures.analysis(context));
	}

}
