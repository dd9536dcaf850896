package dev.llmcache.semantic;

import dev.llmcache.CachedAnswer;
import dev.llmcache.store.StoredAnswer;
import org.jspecify.annotations.Nullable;

/**
 * Payload of one of the semantic layer's records: the question and the signature of the
 * answer, since these are compared, and the answer, which is only read when it is served.
 *
 * @param question the question
 * @param signature of the answer
 * @param stored the answer
 */
record SemanticEntry(String question, AnswerSignature signature, StoredAnswer stored) {

	static @Nullable SemanticEntry decode(byte[] payload) {
		StoredAnswer stored = StoredAnswer.of(payload);
		AnswerSignature signature = (stored != null) ? signature(stored) : null;
		return (stored != null && signature != null) ? new SemanticEntry(stored.question(), signature, stored) : null;
	}

	private static @Nullable AnswerSignature signature(StoredAnswer stored) {
		if (stored.note().hasRemaining()) {
			return AnswerSignature.decode(stored.note());
		}
		CachedAnswer answer = stored.answer();
		return (answer != null)
				? AnswerSignature.of(AnswerSignature.said(stored.question(), AnswerSignature.text(answer)), null)
				: null;
	}

	@Nullable CachedAnswer readAnswer() {
		return this.stored.answer();
	}

	@Override
	public String toString() {
		return "SemanticEntry[]";
	}

}
