package dev.llmcache.benchmarks.bill;

import java.util.List;
import java.util.stream.IntStream;

import dev.llmcache.LlmCached;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;
import org.springframework.ai.rag.advisor.RetrievalAugmentationAdvisor;
import org.springframework.ai.rag.retrieval.search.VectorStoreDocumentRetriever;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Application that answers customers, with Spring AI's clients of OpenAI.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = { DataRedisAutoConfiguration.class, DataSourceAutoConfiguration.class })
class Shop {

	static final String TOOL = "stock";

	private static final String SYSTEM = "You answer customers of a shop, politely and briefly. ".repeat(30);

	private static final int CHAPTERS = 20;

	private static final String TEXT = " of the handbook says how orders are taken, packed and sent. ".repeat(4);

	@Bean
	OpenAiChatModel chatModel(@Value("${bill.server}") String server) {
		return OpenAiChatModel.builder()
			.options(OpenAiChatOptions.builder()
				.baseUrl(server)
				.apiKey("none")
				.model(BillServer.CHAT_MODEL)
				.temperature(0.0)
				.maxRetries(0)
				.build())
			.build();
	}

	@Bean
	OpenAiEmbeddingModel embeddingModel(@Value("${bill.server}") String server) {
		return OpenAiEmbeddingModel.builder()
			.options(OpenAiEmbeddingOptions.builder()
				.baseUrl(server)
				.apiKey("none")
				.model(BillServer.EMBEDDING_MODEL)
				.maxRetries(0)
				.build())
			.build();
	}

	@Bean
	VectorStore handbook(EmbeddingModel model) {
		SimpleVectorStore store = SimpleVectorStore.builder(model).build();
		store.add(IntStream.range(0, CHAPTERS).mapToObj((i) -> new Document("Chapter " + i + TEXT)).toList());
		return store;
	}

	@Bean
	@LlmCached
	ChatClient desk(ChatModel model) {
		return ChatClient.builder(model).defaultSystem(SYSTEM).build();
	}

	@Bean
	@LlmCached
	ChatClient library(ChatModel model, VectorStore handbook) {
		return ChatClient.builder(model)
			.defaultSystem(SYSTEM)
			.defaultAdvisors(List.of(RetrievalAugmentationAdvisor.builder()
				.documentRetriever(VectorStoreDocumentRetriever.builder().vectorStore(handbook).topK(2).build())
				.build()))
			.build();
	}

}
