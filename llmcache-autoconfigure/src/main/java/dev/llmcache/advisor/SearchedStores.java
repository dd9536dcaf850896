package dev.llmcache.advisor;

import java.lang.reflect.InaccessibleObjectException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

import dev.llmcache.RetrievalTags;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.advisor.api.Advisor;
import org.springframework.aop.framework.AopProxyUtils;

/**
 * Stores that the advisors of a chain search for documents. A document that is new there
 * can change an answer for which nothing was found before.
 * <p>
 * They are found through the advisors' fields. What cannot be told counts as any store:
 * an answer that is invalidated needlessly does no harm.
 */
final class SearchedStores {

	private final CorpusNames names;

	SearchedStores(CorpusNames names) {
		this.names = names;
	}

	/**
	 * Tags of the stores.
	 * @param advisors advisors that may search them
	 * @return {@code corpus:NAME} for each
	 */
	Set<String> tags(Collection<Advisor> advisors) {
		if (advisors.isEmpty()) {
			return Set.of();
		}
		Set<String> tags = new HashSet<>();
		for (Advisor advisor : advisors) {
			searchedBy(advisor).forEach((name) -> tags.add(RetrievalTags.corpus(name)));
		}
		return tags;
	}

	private Set<String> searchedBy(Advisor advisor) {
		try {
			Set<String> searched = new HashSet<>();
			for (Object part : InstanceFields.of(target(advisor), (field) -> true).values()) {
				searched.addAll(searchedThrough(part));
			}
			return searched;
		}
		catch (IllegalAccessException | InaccessibleObjectException ex) {
			return this.names.of(null);
		}
	}

	private Set<String> searchedThrough(Object part) throws IllegalAccessException {
		Object target = target(part);
		return switch (Kind.of(target)) {
			case STORE -> this.names.of(part);
			case RETRIEVER_FROM_STORE ->
				this.names.of(InstanceFields.of(target, "vectorStore"::equals).get("vectorStore"));
			case RETRIEVER -> this.names.of(null);
			case OTHER -> Set.of();
		};
	}

	private static Object target(Object object) {
		Object target = AopProxyUtils.getSingletonTarget(object);
		return (target != null) ? target(target) : object;
	}

	/**
	 * What a part of an advisor is. Told by names: the classes may be missing.
	 */
	private enum Kind {

		STORE, RETRIEVER_FROM_STORE, RETRIEVER, OTHER;

		private static final ClassValue<Kind> KINDS = new ClassValue<>() {

			@Override
			protected Kind computeValue(Class<?> type) {
				return ofClass(type);
			}

		};

		static Kind of(Object part) {
			return KINDS.get(part.getClass());
		}

		private static Kind ofClass(Class<?> type) {
			if (type.getName().equals("org.springframework.ai.rag.retrieval.search.VectorStoreDocumentRetriever")) {
				return RETRIEVER_FROM_STORE;
			}
			if (isA(type, "org.springframework.ai.rag.retrieval.search.DocumentRetriever")) {
				return RETRIEVER;
			}
			return isA(type, "org.springframework.ai.vectorstore.VectorStoreRetriever") ? STORE : OTHER;
		}

		private static boolean isA(@Nullable Class<?> type, String name) {
			return type != null && (type.getName().equals(name) || isA(type.getSuperclass(), name)
					|| Stream.of(type.getInterfaces()).anyMatch((extended) -> isA(extended, name)));
		}

	}

}
