package dev.llmcache.semantic;

import java.util.List;
import java.util.Optional;

import dev.llmcache.AnswerComparison;
import dev.llmcache.CacheQuery;
import dev.llmcache.CachedAnswer;
import dev.llmcache.semantic.guard.Guard;
import org.jspecify.annotations.Nullable;

/**
 * Compares answers by their text, by a judge, or by their vectors, numbers and codes.
 * <p>
 * Thread-safe.
 */
public final class Comparison implements AnswerComparison {

	private final QuestionIndex questions;

	private final List<Guard> guards;

	private final AnswerJudge judge;

	private final boolean vectors;

	/**
	 * Creates the comparison.
	 * @param questions embeds answers
	 * @param settings what decides about answers
	 */
	public Comparison(QuestionIndex questions, SemanticSettings settings) {
		this.questions = questions;
		this.guards = settings.guards();
		this.judge = settings.judge();
		this.vectors = settings.answerVectors();
	}

	AnswerSignature signature(CacheQuery query, CachedAnswer answer) {
		String text = AnswerSignature.said(query.question(), AnswerSignature.text(answer));
		return AnswerSignature.of(text, this.vectors ? vector(query, text) : null);
	}

	private float @Nullable [] vector(CacheQuery query, String text) {
		try {
			return this.questions.embedAnswer(query.key(), text);
		}
		catch (RuntimeException ex) {
			// It is compared by its text then
			return null;
		}
	}

	@Override
	public Optional<Boolean> saySame(CacheQuery query, CachedAnswer stored, CachedAnswer answer) {
		return AnswerSignature.text(stored).equals(AnswerSignature.text(answer)) ? Optional.of(true) : judged(query,
				stored, answer)
			.or(() -> agreement().flatMap((same) -> same.of(signature(query, stored), signature(query, answer))));
	}

	private Optional<Boolean> judged(CacheQuery query, CachedAnswer stored, CachedAnswer answer) {
		try {
			return this.judge.saysTheSame(query.question(), AnswerSignature.text(stored), AnswerSignature.text(answer));
		}
		catch (RuntimeException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Whether what is stored for another question says the same.
	 * @param query the question that was asked
	 * @param stored what is stored
	 * @param answer what the model has answered
	 * @param signature of that
	 * @return empty when it cannot be told
	 */
	Optional<Boolean> saySame(CacheQuery query, SemanticEntry stored, CachedAnswer answer, AnswerSignature signature) {
		if (stored.signature().isSame(signature)) {
			return Optional.of(true);
		}
		CachedAnswer cached = stored.readAnswer();
		return (cached == null) ? Optional.empty() : judged(query, cached, answer)
			.or(() -> agreement().flatMap((same) -> same.of(stored.signature(), signature)));
	}

	private Optional<Agreement> agreement() {
		try {
			return Optional.of(new Agreement(this.guards, this.questions.space()));
		}
		catch (RuntimeException ex) {
			return Optional.empty();
		}
	}

}
