package dev.llmcache.embedding;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Has Micrometer's context propagation, which finds it by its service file, take the
 * {@link QuestionOwner} along.
 */
public final class QuestionOwnerAccessor implements ThreadLocalAccessor<QuestionOwner> {

	/** Key in Reactor's context. */
	public static final String KEY = "llmcache.question-owner";

	@Override
	public Object key() {
		return KEY;
	}

	@Override
	public @Nullable QuestionOwner getValue() {
		return QuestionOwner.bound();
	}

	@Override
	public void setValue(QuestionOwner value) {
		QuestionOwner.bind(value);
	}

	@Override
	public void setValue() {
		QuestionOwner.bind(null);
	}

}
