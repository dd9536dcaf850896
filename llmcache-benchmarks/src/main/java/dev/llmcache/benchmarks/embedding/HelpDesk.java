package dev.llmcache.benchmarks.embedding;

import java.util.List;

import dev.llmcache.LlmCached;
import dev.llmcache.test.ScriptedChatModel;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.rag.advisor.RetrievalAugmentationAdvisor;
import org.springframework.ai.rag.retrieval.search.VectorStoreDocumentRetriever;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Application whose one embedding model serves the cache and the retrieval of documents.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = { DataRedisAutoConfiguration.class, DataSourceAutoConfiguration.class })
class HelpDesk {

	private static final int DIMENSION = 384;

	private static final int DOCUMENTS = 20;

	@Bean
	CountedModel embeddingModel() {
		return new CountedModel(DIMENSION);
	}

	@Bean
	VectorStore handbook(EmbeddingModel model) {
		SimpleVectorStore store = SimpleVectorStore.builder(model).build();
		for (int i = 0; i < DOCUMENTS; i++) {
			store.add(List.of(new Document("Chapter %d of the handbook".formatted(i))));
		}
		return store;
	}

	@Bean
	ChatModel chatModel() {
		return ScriptedChatModel.counting();
	}

	@Bean
	@LlmCached
	ChatClient chatClient(ChatModel model, VectorStore handbook) {
		return ChatClient.builder(model)
			.defaultAdvisors(RetrievalAugmentationAdvisor.builder()
				.documentRetriever(VectorStoreDocumentRetriever.builder().vectorStore(handbook).build())
				.build())
			.build();
	}

}
