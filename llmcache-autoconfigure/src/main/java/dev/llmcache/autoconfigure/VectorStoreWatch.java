package dev.llmcache.autoconfigure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.llmcache.Invalidation;
import dev.llmcache.RetrievalTags;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.document.Document;

/**
 * Invalidates what may have been made from a vector store's documents whenever some are
 * added or deleted: once that has happened, even if it failed half-way, and again at the
 * end of the transaction in which it did.
 */
final class VectorStoreWatch implements MethodInterceptor {

	/** Methods of all vector stores, by whatever parameters, and of some classes. */
	private static final Set<String> CHANGES = Set.of("add", "accept", "write", "upsert", "delete", "doAdd", "doDelete",
			"load");

	private final String store;

	private final QuietInvalidator invalidator;

	/**
	 * Creates a watch.
	 * @param store name of the store
	 * @param invalidator invalidates
	 */
	VectorStoreWatch(String store, QuietInvalidator invalidator) {
		this.store = store;
		this.invalidator = invalidator;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		if (!CHANGES.contains(invocation.getMethod().getName())) {
			return invocation.proceed();
		}
		List<Invalidation> changed = changedBy(invocation.getArguments());
		try {
			return invocation.proceed();
		}
		finally {
			TransactionEnd.then(() -> this.invalidator.invalidate(changed));
			this.invalidator.invalidate(changed);
		}
	}

	private List<Invalidation> changedBy(@Nullable Object[] arguments) {
		List<Invalidation> changed = new ArrayList<>();
		changed.add(Invalidation.byTag(RetrievalTags.corpus(this.store)));
		for (Object argument : arguments) {
			if (argument instanceof Collection<?> elements) {
				elements.stream()
					.map(VectorStoreWatch::id)
					.filter(Objects::nonNull)
					.forEach((id) -> changed.add(Invalidation.byTag(RetrievalTags.document(id))));
			}
		}
		return changed;
	}

	private static @Nullable String id(@Nullable Object element) {
		return switch (element) {
			case Document document -> document.getId();
			case String id -> id;
			case null, default -> null;
		};
	}

}
