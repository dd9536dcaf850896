package dev.llmcache.autoconfigure;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.llmcache.Generations;
import dev.llmcache.Marks;
import dev.llmcache.advisor.CacheAdvisors;
import dev.llmcache.advisor.ClientPlanner;
import dev.llmcache.key.Keyring;
import dev.llmcache.semantic.QuestionIndex;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.InMemoryLeaseStore;
import dev.llmcache.store.LeaseStore;
import dev.llmcache.store.RecordSource;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.transfer.CacheTransfer;
import dev.llmcache.transfer.Reembedding;
import dev.llmcache.transfer.TransferLayers;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Export and import of entries, and new vectors for those of another embedding model.
 */
@Configuration(proxyBeanMethods = false)
class TransferConfiguration {

	private static final String OTHER_TABLE = "llmCacheOtherTable";

	@Bean
	@ConditionalOnMissingBean
	ClientPlanner llmCacheClientPlanner(CacheAdvisors advisors, BeanFactory beanFactory) {
		return new ClientPlanner(advisors, (name) -> client(name, beanFactory));
	}

	@Bean
	@ConditionalOnMissingBean
	CacheTransfer llmCacheTransfer(ObjectProvider<AnswerStore> exact, ObjectProvider<VectorIndex> semantic,
			ObjectProvider<QuestionIndex> questions, Generations generations, Marks marks, Keyring keyring,
			ClientPlanner planner) {
		TransferLayers layers = new TransferLayers(exact.getIfAvailable(), semantic.getIfAvailable(),
				questions.getIfAvailable());
		return new CacheTransfer(layers, generations, marks, keyring, planner, InstantSource.system());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(QuestionIndex.class)
	@ConditionalOnProperty("llmcache.semantic.reembed.enabled")
	Reembedding llmCacheReembedding(VectorIndex index, @Qualifier(OTHER_TABLE) ObjectProvider<RecordSource> otherTable,
			QuestionIndex questions, Keyring keyring, ClientPlanner planner, Generations generations,
			ObjectProvider<SemanticStoreChoice> choice, LeaseStore leases, LlmCacheProperties properties) {
		InstantSource clock = InstantSource.system();
		SemanticStoreChoice chosen = choice.getIfAvailable();
		boolean isOwn = chosen != null && !chosen.shared();
		Duration pause = Duration.ofSeconds(1).dividedBy(properties.semantic().reembed().perSecond());
		List<RecordSource> sources = Stream.concat(Stream.of(index), otherTable.stream()).toList();
		Reembedding reembedding = new Reembedding(sources, questions, keyring, planner, generations,
				isOwn ? new InMemoryLeaseStore(clock) : leases, pause, clock);
		reembedding.start();
		return reembedding;
	}

	@Bean(name = OTHER_TABLE, defaultCandidate = false)
	@ConditionalOnProperty("llmcache.semantic.reembed.from-table")
	RecordSource llmCacheOtherTable(LlmCacheProperties properties, ObjectProvider<SharedVectorIndexFactory> pgvector) {
		SharedVectorIndexFactory factory = pgvector.getIfAvailable(() -> {
			throw new LlmCacheConfigurationException(
					"'llmcache.semantic.reembed.from-table' needs a DataSource bean and the PostgreSQL driver.",
					"Add spring-boot-starter-jdbc and org.postgresql:postgresql, or leave the property out.");
		});
		return factory.read(Objects.requireNonNull(properties.semantic().reembed().fromTable()));
	}

	private static @Nullable ChatClient client(String name, BeanFactory beanFactory) {
		return (beanFactory.containsBean(name) && beanFactory.isTypeMatch(name, ChatClient.class))
				? beanFactory.getBean(name, ChatClient.class) : null;
	}

}
