package dev.llmcache.advisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.llmcache.test.WordEmbeddingModel;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.advisor.SafeGuardAdvisor;
import org.springframework.ai.chat.client.advisor.api.Advisor;
import org.springframework.ai.chat.client.advisor.vectorstore.QuestionAnswerAdvisor;
import org.springframework.ai.document.Document;
import org.springframework.ai.rag.Query;
import org.springframework.ai.rag.advisor.RetrievalAugmentationAdvisor;
import org.springframework.ai.rag.retrieval.search.DocumentRetriever;
import org.springframework.ai.rag.retrieval.search.VectorStoreDocumentRetriever;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.aop.framework.ProxyFactory;

import static org.assertj.core.api.Assertions.assertThat;

class SearchedStoresTests {

	private static final Object NOT_TOLD = "not told";

	private final VectorStore store = SimpleVectorStore.builder(new WordEmbeddingModel()).build();

	private final List<Object> searched = new ArrayList<>();

	private final SearchedStores stores = new SearchedStores((store) -> {
		this.searched.add((store != null) ? store : NOT_TOLD);
		return Set.of("handbook", "faq");
	});

	@Test
	void findsTheStoreOfARetriever() {
		assertThat(searchedBy(augmentation(fromStore(this.store)))).containsExactly(this.store);
	}

	@Test
	void findsTheStoreOfARetrieverBehindAProxy() {
		ProxyFactory proxies = new ProxyFactory(fromStore(this.store));
		assertThat(searchedBy(augmentation((DocumentRetriever) proxies.getProxy()))).containsExactly(this.store);
	}

	@Test
	void findsTheStoreOfAnAdvisorAndOfAnApplicationsOwn() {
		assertThat(searchedBy(QuestionAnswerAdvisor.builder(this.store).build())).containsExactly(this.store);
		assertThat(searchedBy(new OwnAdvisor(this.store))).containsExactly(this.store);
	}

	@Test
	void findsAStoreBehindAProxy() {
		VectorStore byClass = proxy(this.store, true);
		VectorStore byInterface = proxy(this.store, false);
		assertThat(searchedBy(QuestionAnswerAdvisor.builder(byClass).build())).containsExactly(byClass);
		assertThat(searchedBy(augmentation(fromStore(byInterface)))).containsExactly(byInterface);
	}

	@Test
	void aRetrieverOfAnApplicationsOwnMaySearchAnyStore() {
		assertThat(searchedBy(augmentation((query) -> List.of()))).containsExactly(NOT_TOLD);
		assertThat(searchedBy(augmentation(new FirstFound(fromStore(this.store), fromStore(this.store)))))
			.containsExactly(NOT_TOLD);
	}

	@Test
	void otherAdvisorsSearchNone() {
		assertThat(searchedBy(new SafeGuardAdvisor(List.of("bomb")))).isEmpty();
		assertThat(this.stores.tags(List.of())).isEmpty();
	}

	@Test
	void eachNameIsATag() {
		assertThat(this.stores.tags(List.of(augmentation((query) -> List.of()))))
			.containsExactlyInAnyOrder("corpus:handbook", "corpus:faq");
	}

	private List<Object> searchedBy(Advisor advisor) {
		this.searched.clear();
		this.stores.tags(List.of(advisor));
		return this.searched;
	}

	private static RetrievalAugmentationAdvisor augmentation(DocumentRetriever retriever) {
		return RetrievalAugmentationAdvisor.builder().documentRetriever(retriever).build();
	}

	private static DocumentRetriever fromStore(VectorStore store) {
		return VectorStoreDocumentRetriever.builder().vectorStore(store).build();
	}

	private static VectorStore proxy(VectorStore store, boolean byClass) {
		ProxyFactory proxies = new ProxyFactory(store);
		proxies.setProxyTargetClass(byClass);
		return (VectorStore) proxies.getProxy();
	}

	/** Advisor of an application that holds a store. */
	private static final class OwnAdvisor implements Advisor {

		@SuppressWarnings("unused")
		private final VectorStore documents;

		OwnAdvisor(VectorStore documents) {
			this.documents = documents;
		}

		@Override
		public String getName() {
			return "own";
		}

		@Override
		public int getOrder() {
			return 0;
		}

	}

	/** Retriever that asks one after another. */
	private record FirstFound(DocumentRetriever first, DocumentRetriever second) implements DocumentRetriever {

		@Override
		public List<Document> retrieve(Query query) {
			return Stream.of(this.first, this.second).flatMap((one) -> one.retrieve(query).stream()).toList();
		}

	}

}
