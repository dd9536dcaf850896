package dev.llmcache.autoconfigure;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

import dev.llmcache.AnswerComparison;
import dev.llmcache.AnswerLayer;
import dev.llmcache.Deadline;
import dev.llmcache.Generations;
import dev.llmcache.Layer;
import dev.llmcache.Marks;
import dev.llmcache.autoconfigure.LlmCacheProperties.Writes;
import dev.llmcache.breaker.Breaker;
import dev.llmcache.breaker.Breakers;
import dev.llmcache.breaker.DeadlineLayer;
import dev.llmcache.breaker.GuardedWrites;
import dev.llmcache.embedding.EmbeddingCache;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.key.Keyring;
import dev.llmcache.semantic.AnswerJudge;
import dev.llmcache.semantic.AnswerVerifier;
import dev.llmcache.semantic.Calibrators;
import dev.llmcache.semantic.Comparison;
import dev.llmcache.semantic.PolicyPrecisions;
import dev.llmcache.semantic.QuestionIndex;
import dev.llmcache.semantic.SemanticCache;
import dev.llmcache.semantic.SemanticSettings;
import dev.llmcache.semantic.guard.Guard;
import dev.llmcache.semantic.guard.Guards;
import dev.llmcache.store.ObservationStore;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.WriteQueue;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.StringUtils;

/**
 * The semantic layer: in this process, in the application's PostgreSQL, or in one of its
 * vector stores.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "llmcache.semantic.enabled", matchIfMissing = true)
@ConditionalOnBean(QuestionEmbedder.class)
@Import({ LuceneConfiguration.class, PgvectorConfiguration.class, VectorStoreIndexConfiguration.class })
class SemanticCacheConfiguration {

	private static final Log logger = LogFactory.getLog(LlmCacheAutoConfiguration.class);

	private static final String STORE = "llmcache.semantic.store";

	/** Unlike the default one, for any thread. */
	private static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();

	@Bean
	@ConditionalOnMissingBean(name = "llmCacheSemanticLayer")
	AnswerLayer llmCacheSemanticLayer(QuestionIndex questions, VectorIndex index, SemanticSettings settings,
			Keyring keyring, Generations generations, @Qualifier("llmCacheSemanticWriteQueue") WriteQueue writes,
			LlmCacheProperties properties, ObservedStores observed, Breakers breakers) {
		Breaker breaker = breakers.ofLookups(Layer.SEMANTIC);
		SemanticCache cache = new SemanticCache(questions, index, settings, generations, keyring.currentId(),
				new GuardedWrites(writes, breaker), InstantSource.system());
		return new DeadlineLayer(cache,
				new Deadline(properties.semantic().timeout(), observed.threads("llmcache-lookup-")), breaker);
	}

	@Bean
	@ConditionalOnMissingBean
	SemanticSettings llmCacheSemanticSettings(LlmCacheProperties properties, Calibrators calibrators,
			PolicyPrecisions precisions, ObjectProvider<AnswerJudge> judge, ObjectProvider<AnswerVerifier> verifier) {
		return new SemanticSettings(guards(properties.semantic().guards()), calibrators, precisions,
				judge.getIfAvailable(() -> AnswerJudge.NONE), verifier.getIfAvailable(() -> AnswerVerifier.NONE),
				properties.semantic().answerVectors(), RANDOM);
	}

	private static List<Guard> guards(GuardProperties guards) {
		try {
			return Guards.of(guards.languages(), guards.disabled());
		}
		catch (IllegalArgumentException ex) {
			throw new LlmCacheConfigurationException(ex.getMessage() + " under 'llmcache.semantic.guards'.",
					"Known are the language 'en' and the guards " + Guards.standard().stream().map(Guard::name).toList()
							+ ".");
		}
	}

	@Bean
	@ConditionalOnMissingBean
	Calibrators llmCacheCalibrators(Marks marks, ObservationStore observations) {
		return new Calibrators(marks, observations, InstantSource.system(), RANDOM);
	}

	@Bean
	@ConditionalOnMissingBean
	PolicyPrecisions llmCachePolicyPrecisions(Marks marks, ObservationStore observations) {
		return new PolicyPrecisions(marks, observations, InstantSource.system());
	}

	@Bean
	@ConditionalOnMissingBean
	AnswerComparison llmCacheAnswerComparison(QuestionIndex questions, SemanticSettings settings) {
		return new Comparison(questions, settings);
	}

	@Bean
	@ConditionalOnMissingBean
	ObservationStore llmCacheObservationStore(LlmCacheProperties properties, ObjectProvider<ExactStoreChoice> exact,
			ObjectProvider<SemanticStoreChoice> semantic, ObjectProvider<RedisStores> redis,
			ObjectProvider<SharedVectorIndexFactory> pgvector) {
		return new ObservationAuthorities(properties.invalidation().authority(), exact, semantic, redis, pgvector)
			.choose();
	}

	@Bean
	@ConditionalOnMissingBean
	QuestionIndex llmCacheQuestionIndex(EmbeddingCache embeddings, VectorIndex index, Generations generations) {
		return new QuestionIndex(embeddings, index, generations);
	}

	@Bean
	SpaceMeasurement llmCacheSpaceMeasurement(QuestionIndex questions, QuestionEmbedder embedder) {
		return new SpaceMeasurement(questions, embedder);
	}

	// Its writes embed: those of the exact layer must not wait for a model that hangs
	@Bean(defaultCandidate = false)
	WriteQueue llmCacheSemanticWriteQueue(LlmCacheProperties properties) {
		Writes writes = properties.writes();
		return new WriteQueue("semantic answers", writes.queueCapacity(), writes.threads(), writes.drainTimeout());
	}

	@Bean
	DrainLifecycle llmCacheSemanticWriteQueueLifecycle(@Qualifier("llmCacheSemanticWriteQueue") WriteQueue writes) {
		return new DrainLifecycle(writes::close, DrainLifecycle.WRITES);
	}

	@Bean
	@ConditionalOnMissingBean(VectorIndex.class)
	SemanticStoreChoice llmCacheSemanticStoreChoice(LlmCacheProperties properties, EmbeddingCache embeddings,
			StartupReport report, ObjectProvider<LuceneIndexFactory> lucene,
			ObjectProvider<SharedVectorIndexFactory> pgvector, ObjectProvider<VectorStoreIndexFactory> vectorStore) {
		return switch (properties.semantic().store()) {
			case LUCENE -> lucene(lucene, report, STORE);
			case PGVECTOR -> {
				Secrets.requireFor(STORE, "pgvector", properties);
				SharedVectorIndexFactory factory = pgvector.getIfAvailable();
				if (factory == null) {
					throw new LlmCacheConfigurationException(
							"'%s=pgvector' needs a DataSource bean and the PostgreSQL driver.".formatted(STORE),
							"Add spring-boot-starter-jdbc and org.postgresql:postgresql, set 'spring.datasource.url', or set '%s' to 'lucene'."
								.formatted(STORE));
				}
				SemanticStoreChoice choice = open(factory, embeddings);
				report.add("semantic", "pgvector", STORE);
				yield choice;
			}
			case VECTOR_STORE -> {
				Secrets.requireFor(STORE, "vector-store", properties);
				requireInTheOpen(properties);
				VectorStoreIndexFactory factory = vectorStore.getIfAvailable(() -> {
					throw new LlmCacheConfigurationException(
							"'%s=vector-store' needs a VectorStore bean of Spring AI.".formatted(STORE),
							"Add one of the spring-ai-starter-vector-store-*, or set '%s' to 'lucene'."
								.formatted(STORE));
				});
				SemanticStoreChoice choice = new SemanticStoreChoice(factory.open(), true, null, null, null);
				report.add("semantic", "vector store", STORE);
				yield choice;
			}
			case AUTO -> automatic(properties, embeddings, report, lucene, pgvector.getIfAvailable());
		};
	}

	private static void requireInTheOpen(LlmCacheProperties properties) {
		if (properties.encryption().isOn()) {
			throw new LlmCacheConfigurationException(
					"'%s=vector-store' keeps questions as text, which the store embeds, and 'llmcache.encryption' is set."
						.formatted(STORE),
					"Set '%s' to 'pgvector' or 'lucene', or 'llmcache.encryption.enabled' to false.".formatted(STORE));
		}
	}

	@Bean(destroyMethod = "")
	@ConditionalOnMissingBean
	VectorIndex llmCacheVectorIndex(SemanticStoreChoice choice) {
		return choice.index();
	}

	private static SemanticStoreChoice automatic(LlmCacheProperties properties, EmbeddingCache embeddings,
			StartupReport report, ObjectProvider<LuceneIndexFactory> lucene,
			@Nullable SharedVectorIndexFactory pgvector) {
		if (pgvector == null) {
			return lucene(lucene, report, "auto: no PostgreSQL");
		}
		if (!StringUtils.hasText(properties.key())) {
			return lucene(lucene, report, "auto: llmcache.key is not set");
		}
		try {
			SemanticStoreChoice choice = open(pgvector, embeddings);
			report.add("semantic", "pgvector", "auto: llmcache.key is set");
			return choice;
		}
		catch (LlmCacheConfigurationException ex) {
			return lucene(lucene, report, "auto: " + ex.getMessage());
		}
	}

	// A model that cannot be reached at start is no reason for the application not to
	// start
	private static SemanticStoreChoice open(SharedVectorIndexFactory factory, EmbeddingCache embeddings) {
		return new SemanticStoreChoice(openIndex(factory, embeddings), true, factory::openGenerations,
				factory::openObservations, factory::openDataKeys);
	}

	private static VectorIndex openIndex(SharedVectorIndexFactory factory, EmbeddingCache embeddings) {
		int dimension;
		try {
			dimension = embeddings.dimension();
		}
		catch (RuntimeException ex) {
			logger.warn(
					"The embedding model cannot tell its dimension (%s), so the semantic layer finds nothing until it can"
						.formatted(ex.getClass().getSimpleName()));
			return new DeferredVectorIndex(() -> factory.open(embeddings.dimension()), InstantSource.system());
		}
		return factory.open(dimension);
	}

	private static SemanticStoreChoice lucene(ObjectProvider<LuceneIndexFactory> lucene, StartupReport report,
			String why) {
		LuceneIndexFactory factory = lucene.getIfAvailable(() -> {
			throw new LlmCacheConfigurationException(
					"The semantic layer has no store: Lucene is not on the class path (%s).".formatted(why),
					"Add org.apache.lucene:lucene-core or the llmcache-starter, set '%s' to 'pgvector', or set 'llmcache.semantic.enabled' to false."
						.formatted(STORE));
		});
		return factory.open(report, why);
	}

}
