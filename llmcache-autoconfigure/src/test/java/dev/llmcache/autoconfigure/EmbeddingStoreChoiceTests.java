package dev.llmcache.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;

import dev.llmcache.store.lucene.LuceneEmbeddingStore;
import dev.llmcache.store.redis.RedisEmbeddingStore;
import dev.llmcache.test.CountingEmbeddingModel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class EmbeddingStoreChoiceTests {

	private static final String KEY = "llmcache.key=0123456789abcdef0123456789abcdef";

	private static final String BEANS = "llmcache.embedding.beans=*";

	private final ApplicationContextRunner embedded = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class))
		.withBean("model", EmbeddingModel.class, CountingEmbeddingModel::new);

	private final ApplicationContextRunner withRedis = this.embedded
		.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
		.withPropertyValues("spring.data.redis.url=redis://127.0.0.1:1", "llmcache.exact.store=caffeine");

	private final ApplicationContextRunner withH2 = this.embedded
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
		.withPropertyValues("spring.datasource.url=jdbc:h2:mem:vectors");

	@Test
	void automaticallyTakesRedisOnlyWhenAKeyIsSetAndABeanIsNamed(CapturedOutput output) {
		this.withRedis.withPropertyValues(KEY, BEANS)
			.run((context) -> assertThat(store(context)).isInstanceOf(RedisEmbeddingStore.class));
		assertThat(output).contains("vectors: redis (auto: llmcache.key is set)");
		this.withRedis.withPropertyValues(KEY).run((context) -> assertThat(store(context)).isNull());
		this.withRedis.withPropertyValues(BEANS).run((context) -> assertThat(store(context)).isNull());
		assertThat(output).contains("vectors: caffeine (auto: llmcache.embedding.beans names none)");
	}

	@Test
	void automaticallyTakesADirectoryWhereThereIsOne(@TempDir Path directory) {
		this.embedded.withPropertyValues(BEANS, "llmcache.embedding.lucene.directory=" + directory.resolve("vectors"))
			.run((context) -> assertThat(store(context)).isInstanceOf(LuceneEmbeddingStore.class));
	}

	@Test
	void automaticallyLeavesAnotherDatabaseAlone(CapturedOutput output) {
		this.withH2.withPropertyValues(KEY, BEANS, "llmcache.semantic.store=lucene")
			.run((context) -> assertThat(store(context)).isNull());
		assertThat(output).contains("vectors: caffeine (auto: Vectors cannot be kept in PostgreSQL");
	}

	@Test
	void takesCaffeineWhenToldSo() {
		this.withRedis.withPropertyValues(KEY, BEANS, "llmcache.embedding.store=caffeine")
			.run((context) -> assertThat(store(context)).isNull());
	}

	@Test
	void aSharedStoreWithoutAKeyIsAFailureThatNamesTheProperty() {
		for (String store : new String[] { "redis", "postgres" }) {
			this.embedded.withPropertyValues("llmcache.embedding.store=" + store)
				.run(failure((analysis) -> assertThat(analysis.getAction()).contains("'llmcache.key'", "32")));
		}
	}

	@Test
	void aStoreThatIsNotThereIsAFailureThatSaysWhatToAdd() {
		this.embedded.withPropertyValues(KEY, "llmcache.embedding.store=redis")
			.run(failure((analysis) -> assertThat(analysis.getAction()).contains("spring-boot-starter-data-redis",
					"llmcache.embedding.store")));
		this.embedded.withPropertyValues(KEY, "llmcache.embedding.store=postgres")
			.run(failure((analysis) -> assertThat(analysis.getAction()).contains("spring-boot-starter-jdbc")));
		this.embedded.withPropertyValues("llmcache.embedding.store=lucene")
			.run(failure((analysis) -> assertThat(analysis.getDescription())
				.contains("llmcache.embedding.lucene.directory")));
		this.withH2.withPropertyValues(KEY, "llmcache.embedding.store=postgres", "llmcache.semantic.store=lucene")
			.run(failure((analysis) -> assertThat(analysis.getDescription()).contains("H2", "not to PostgreSQL")));
		this.withH2
			.withPropertyValues(KEY, "llmcache.embedding.store=postgres", "llmcache.semantic.store=lucene",
					"llmcache.embedding.postgres.table=Robert'); --")
			.run(failure(
					(analysis) -> assertThat(analysis.getDescription()).contains("llmcache.embedding.postgres.table")));
	}

	@Test
	void aDirectoryKeepsItsKeyAndWhatItRemembers(@TempDir Path directory) {
		ApplicationContextRunner inDirectory = this.embedded.withPropertyValues(BEANS,
				"llmcache.embedding.lucene.directory=" + directory.resolve("vectors"));
		inDirectory.run((context) -> {
			context.getBean(EmbeddingModel.class).embed(new Document("text"));
			assertThat(directory.resolve("vectors").resolve("llmcache.key")).exists();
		});
		inDirectory.run((context) -> {
			EmbeddingModel restarted = context.getBean(EmbeddingModel.class);
			assertThat(restarted.embed(new Document("text"))).containsExactly(CountingEmbeddingModel.vectorOf("text"));
			assertThat(((CountingEmbeddingModel) Objects.requireNonNull(RememberedModels.of(restarted)).delegate())
				.calls()).isZero();
		});
	}

	@Test
	void aSecondProcessInADirectoryGoesWithoutIt(@TempDir Path directory, CapturedOutput output) {
		ApplicationContextRunner inDirectory = this.embedded.withPropertyValues(BEANS,
				"llmcache.embedding.lucene.directory=" + directory.resolve("vectors"));
		inDirectory.run((first) -> inDirectory.run((second) -> {
			assertThat(store(second)).isNull();
			second.getBean(EmbeddingModel.class).embed(new Document("text"));
		}));
		assertThat(output)
			.containsOnlyOnce("Another process uses the directory of 'llmcache.embedding.lucene.directory'");
	}

	@Test
	void aDirectoryThatCannotBeUsedIsAFailureThatNamesTheProperty(@TempDir Path directory) throws Exception {
		Path file = Files.writeString(directory.resolve("file"), "in the way");
		this.embedded.withPropertyValues(KEY, BEANS, "llmcache.embedding.lucene.directory=" + file)
			.run(failure((analysis) -> assertThat(analysis.getDescription() + analysis.getAction())
				.contains("llmcache.embedding.lucene.directory")
				.doesNotContain("llmcache.semantic")));
	}

	@Test
	void oneDirectoryForVectorsAndForTheIndexIsAFailureThatNamesBoth(@TempDir Path directory) {
		this.embedded
			.withPropertyValues(BEANS, "llmcache.semantic.store=lucene",
					"llmcache.semantic.lucene.directory=" + directory.resolve("both"),
					"llmcache.embedding.lucene.directory=" + directory.resolve("both").resolve("."))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContainingAll("llmcache.embedding.lucene.directory", "llmcache.semantic.lucene.directory"));
	}

	@Test
	void aNameThatIsNoTablesIsAFailureWhateverIsChosen() {
		this.withH2
			.withPropertyValues(KEY, BEANS, "llmcache.semantic.store=lucene",
					"llmcache.embedding.postgres.table=No Table")
			.run(failure(
					(analysis) -> assertThat(analysis.getDescription()).contains("llmcache.embedding.postgres.table")));
	}

	@Test
	void aDirectoryThatIsNotUsedGetsNoKey(@TempDir Path directory) {
		this.embedded
			.withPropertyValues("llmcache.embedding.enabled=false",
					"llmcache.embedding.lucene.directory=" + directory.resolve("unused"))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(directory.resolve("unused")).doesNotExist();
			});
	}

	@Test
	void startsAndEmbedsWhileRedisIsDown() {
		this.withRedis.withPropertyValues(KEY, BEANS, "llmcache.embedding.store=redis").run((context) -> {
			EmbeddingModel model = context.getBean(EmbeddingModel.class);
			for (int i = 0; i < 20; i++) {
				assertThat(model.embed(new Document("text " + i)))
					.containsExactly(CountingEmbeddingModel.vectorOf("text " + i));
			}
		});
	}

	private static @Nullable Object store(AssertableApplicationContext context) {
		return context.getBean(EmbeddingStoreChoice.class).store();
	}

	private static ContextConsumer<AssertableApplicationContext> failure(Consumer<FailureAnalysis> expectations) {
		return (context) -> expectations.accept(StartupFailures.analysis(context));
	}

}
