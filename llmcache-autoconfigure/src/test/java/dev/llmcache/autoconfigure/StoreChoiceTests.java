package dev.llmcache.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.IntFunction;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.llmcache.Layer;
import dev.llmcache.LlmCache;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.DataKeyStore;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.InMemoryDataKeyStore;
import dev.llmcache.store.InMemoryGenerationStore;
import dev.llmcache.store.InMemoryObservationStore;
import dev.llmcache.store.NearCachedAnswerStore;
import dev.llmcache.store.ObservationStore;
import dev.llmcache.store.RecordSource;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.caffeine.CaffeineAnswerStore;
import dev.llmcache.store.lucene.LuceneVectorIndex;
import dev.llmcache.test.HangingEmbedder;
import dev.llmcache.test.MapAnswerStore;
import dev.llmcache.test.MutableInstantSource;
import org.apache.lucene.index.IndexWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.Driver;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class StoreChoiceTests {

	private static final String KEY = "llmcache.key=0123456789abcdef0123456789abcdef";

	private static final String NO_SERVER = "spring.data.redis.url=redis://127.0.0.1:1";

	private static final String H2 = "spring.datasource.url=jdbc:h2:mem:choice";

	private final ApplicationContextRunner embedded = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class));

	private final ApplicationContextRunner withRedis = this.embedded
		.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
		.withPropertyValues(NO_SERVER);

	private final ApplicationContextRunner withH2 = this.embedded
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
		.withPropertyValues(H2);

	@Test
	void automaticallyTakesRedisOnlyWhenAKeyIsSet() {
		this.withRedis
			.run((context) -> assertThat(context).getBean(AnswerStore.class).isInstanceOf(CaffeineAnswerStore.class));
		this.withRedis.withPropertyValues(KEY)
			.run((context) -> assertThat(context).getBean(AnswerStore.class).isInstanceOf(NearCachedAnswerStore.class));
	}

	@Test
	void takesCaffeineWhenToldSo() {
		this.withRedis.withPropertyValues(KEY, "llmcache.exact.store=caffeine")
			.run((context) -> assertThat(context).getBean(AnswerStore.class).isInstanceOf(CaffeineAnswerStore.class));
	}

	@Test
	void startsWhileRedisIsDown() {
		this.withRedis.withPropertyValues(KEY, "llmcache.exact.store=redis")
			.run((context) -> assertThat(context).hasNotFailed().hasBean("llmCacheExactLayer"));
	}

	@Test
	void aSharedStoreWithoutAKeyIsAFailureThatNamesTheProperty() {
		this.withRedis.withPropertyValues("llmcache.exact.store=redis")
			.run(failure((analysis) -> assertThat(analysis.getAction()).contains("'llmcache.key'", "32")));
		this.withH2.withPropertyValues("llmcache.semantic.store=pgvector")
			.run(failure((analysis) -> assertThat(analysis.getAction()).contains("'llmcache.key'", "32")));
	}

	@Test
	void aShortKeyIsAFailureThatDoesNotRepeatIt() {
		this.embedded.withPropertyValues("llmcache.key=too-short").run(failure((analysis) -> {
			assertThat(analysis.getDescription()).contains("llmcache.key").doesNotContain("too-short");
			assertThat(analysis.getAction()).contains("openssl rand");
		}));
	}

	@Test
	void redisWithoutAConnectionFactoryIsAFailureThatSaysWhatToAdd() {
		this.embedded.withPropertyValues(KEY, "llmcache.exact.store=redis")
			.run(failure((analysis) -> assertThat(analysis.getAction()).contains("spring-boot-starter-data-redis",
					"llmcache.exact.store")));
	}

	@Test
	void redisWithoutItsLibraryIsAFailureThatSaysWhatToAdd() {
		this.embedded.withPropertyValues(KEY, "llmcache.exact.store=redis")
			.withClassLoader(new FilteredClassLoader(RedisConnectionFactory.class))
			.run(failure((analysis) -> assertThat(analysis.getAction()).contains("spring-boot-starter-data-redis")));
	}

	@Test
	void pgvectorWithoutADataSourceIsAFailureThatSaysWhatToAdd() {
		this.embedded.withPropertyValues(KEY, "llmcache.semantic.store=pgvector")
			.run(failure((analysis) -> assertThat(analysis.getAction()).contains("spring-boot-starter-jdbc",
					"llmcache.semantic.store")));
	}

	@Test
	void pgvectorInAnotherDatabaseIsAFailureThatNamesTheProperty() {
		this.withH2.withPropertyValues(KEY, "llmcache.semantic.store=pgvector").run(failure((analysis) -> {
			assertThat(analysis.getDescription()).contains("PostgreSQL");
			assertThat(analysis.getAction()).contains("llmcache.semantic.store");
		}));
	}

	@Test
	void anIndexThatCannotBeOpenedIsAFailureAndNotTakenForAModelThatIsDown(CapturedOutput output) {
		this.embedded.withPropertyValues(KEY, "llmcache.semantic.store=pgvector")
			.withBean(SharedVectorIndexFactory.class, () -> factory((dimension) -> {
				throw new IllegalArgumentException("broken");
			}))
			.run((context) -> assertThat(context.getStartupFailure()).rootCause().hasMessage("broken"));
		assertThat(output).doesNotContain("cannot tell its dimension");
	}

	@Test
	void startsWhileTheEmbeddingModelIsDown(CapturedOutput output) {
		this.embedded.withPropertyValues(KEY, "llmcache.semantic.store=pgvector", "llmcache.embedding.timeout=20ms")
			.withBean(QuestionEmbedder.class, HangingEmbedder::new)
			.withBean(SharedVectorIndexFactory.class, () -> factory((dimension) -> {
				throw new IllegalArgumentException("not to be opened");
			}))
			.run((context) -> assertThat(context).getBean(VectorIndex.class).isInstanceOf(DeferredVectorIndex.class));
		assertThat(output).contains("cannot tell its dimension (DeadlineExceededException)");
	}

	@Test
	void automaticallyLeavesAnotherDatabaseAlone() {
		this.withH2.withPropertyValues(KEY)
			.run((context) -> assertThat(context).getBean(VectorIndex.class).isInstanceOf(LuceneVectorIndex.class));
	}

	@Test
	void takesLuceneWithoutThePostgresqlDriver() {
		this.withH2.withPropertyValues(KEY)
			.withClassLoader(new FilteredClassLoader(Driver.class))
			.run((context) -> assertThat(context).getBean(VectorIndex.class).isInstanceOf(LuceneVectorIndex.class));
	}

	@Test
	void aSemanticLayerWithoutAnyStoreIsAFailureThatSaysWhatToAdd() {
		this.embedded.withClassLoader(new FilteredClassLoader(IndexWriter.class))
			.run(failure((analysis) -> assertThat(analysis.getAction()).contains("lucene-core",
					"llmcache.semantic.enabled")));
	}

	@Test
	void aGuardThatDoesNotExistIsAFailureThatNamesThoseThatDo() {
		this.embedded.withPropertyValues("llmcache.semantic.guards.disabled=nmbers").run(failure((analysis) -> {
			assertThat(analysis.getDescription()).contains("nmbers", "llmcache.semantic.guards");
			assertThat(analysis.getAction()).contains("numbers");
		}));
	}

	@Test
	void thereIsNoExactLayerWithoutCaffeine() {
		this.embedded.withClassLoader(new FilteredClassLoader(Caffeine.class))
			.run((context) -> assertThat(context.getBean(LlmCache.class).layers()).doesNotContain(Layer.EXACT));
	}

	@Test
	void backsOffForTheApplicationsOwnStore() {
		AnswerStore own = new MapAnswerStore(new MutableInstantSource(Instant.EPOCH));
		this.withRedis.withPropertyValues(KEY)
			.withBean(AnswerStore.class, () -> own)
			.run((context) -> assertThat(context).getBean(AnswerStore.class).isSameAs(own));
	}

	@Test
	void aDirectoryKeepsItsOwnKey(@TempDir Path directory) {
		Path index = directory.resolve("index");
		this.embedded.withPropertyValues("llmcache.semantic.lucene.directory=" + index).run((context) -> {
			assertThat(context.getBean(LuceneVectorIndex.class).isDurable()).isTrue();
			assertThat(Files.size(index.resolve("llmcache.key"))).isEqualTo(32);
		});
	}

	@Test
	void aDirectoryForgetsItsGenerationsWhileTheyAreElsewhere(@TempDir Path directory) {
		Path generations = directory.resolve("index").resolve("llmcache.generations");
		ApplicationContextRunner inDirectory = this.embedded
			.withPropertyValues("llmcache.semantic.lucene.directory=" + generations.getParent());
		inDirectory.run((context) -> assertThat(generations).exists());
		inDirectory.withBean(GenerationStore.class, () -> new InMemoryGenerationStore(InstantSource.system()))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(generations).doesNotExist();
	}

	@Test
	void aDirectoryIsFreeAgainAfterAStartThatFailed(@TempDir Path directory) {
		ApplicationContextRunner inDirectory = this.embedded
			.withPropertyValues("llmcache.semantic.lucene.directory=" + directory.resolve("index"));
		inDirectory.withBean(GenerationStore.class, () -> {
			throw new IllegalStateException("no generations");
		}).run((context) -> assertThat(context).hasFailed());
		inDirectory.run((context) -> assertThat(context.getBean(LuceneVectorIndex.class).isDurable()).isTrue());
	}

	@Test
	void aDirectoryThatCannotBeWrittenToIsAFailureThatNamesTheProperty(@TempDir Path directory) throws Exception {
		Path file = Files.writeString(directory.resolve("file"), "in the way");
		this.embedded.withPropertyValues("llmcache.semantic.lucene.directory=" + file)
			.run(failure((analysis) -> assertThat(analysis.getDescription() + analysis.getAction())
				.contains("llmcache.semantic.lucene.directory")));
	}

	private static ContextConsumer<AssertableApplicationContext> failure(Consumer<FailureAnalysis> expectations) {
		return (context) -> expectations.accept(StartupFailures.analysis(context));
	}

	private static SharedVectorIndexFactory factory(IntFunction<VectorIndex> opening) {
		return new SharedVectorIndexFactory() {

			@Override
			public VectorIndex open(int dimension) {
				return opening.apply(dimension);
			}

			@Override
			public GenerationStore openGenerations() {
				return new InMemoryGenerationStore(InstantSource.system());
			}

			@Override
			public ObservationStore openObservations() {
				return new InMemoryObservationStore();
			}

			@Override
			public DataKeyStore openDataKeys() {
				return new InMemoryDataKeyStore();
			}

			@Override
			public RecordSource read(String table) {
				throw new UnsupportedOperationException();
			}

		};
	}

}
