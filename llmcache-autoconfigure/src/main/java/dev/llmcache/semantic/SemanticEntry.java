package dev.llmcache.semantic;

import dev.llmcache.CachedAnswer;
import dev.llmcache.store.StoredAnswer;
import org.jspecify.annotations.Nullable;

/**
 * Payload of one of the semantic layer's records: the question, since guards compare the
 * words, and the answer, which is only read when it is served.
 *
 * @param question the question
 * @param stored the answer
 */
record SemanticEntry(String question, StoredAnswer stored) {

	static @Nullable SemanticEntry decode(byte[] payload) {
		StoredAnswer stored = StoredAnswer.of(payload);
		return (stored != null) ? new SemanticEntry(stored.question(), stored) : null;
	}

	@Nullable CachedAnswer readAnswer() {
		return this.stored.answer();
	}

	@Override
	public String toString() {
		return "SemanticEntry[]";
	}

}
