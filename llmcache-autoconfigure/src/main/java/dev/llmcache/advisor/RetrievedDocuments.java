package dev.llmcache.advisor;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import dev.llmcache.RetrievalTags;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.document.Document;

/**
 * Documents from which an answer was made, as Spring AI's retrieval advisors leave them
 * in the context.
 */
final class RetrievedDocuments {

	/** Of {@code RetrievalAugmentationAdvisor} and {@code QuestionAnswerAdvisor}. */
	private static final Set<String> KEYS = Set.of("rag_document_context", "qa_retrieved_documents");

	private static final String VERSION = "version";

	private RetrievedDocuments() {
	}

	/**
	 * Tags of the documents in a context.
	 * @param context context of a request or a response
	 * @return {@code doc:ID} for each, and {@code doc:ID@VERSION} for those that have a
	 * version among their metadata
	 */
	static Set<String> tags(Map<String, ? extends @Nullable Object> context) {
		Set<String> tags = new HashSet<>();
		for (String key : KEYS) {
			if (context.get(key) instanceof Collection<?> documents) {
				documents.forEach((document) -> add(document, tags));
			}
		}
		return tags;
	}

	private static void add(@Nullable Object element, Set<String> tags) {
		if (element instanceof Document document) {
			tags.add(RetrievalTags.document(document.getId()));
			Object version = document.getMetadata().get(VERSION);
			if (version != null) {
				tags.add(RetrievalTags.document(document.getId(), version.toString()));
			}
		}
	}

}
