package dev.llmcache;

import java.util.List;
import java.util.Optional;

import dev.llmcache.CachedAnswer.Generation;
import org.jspecify.annotations.Nullable;

/**
 * Compares answers to one question.
 * <p>
 * Thread-safe; may take its time.
 */
@FunctionalInterface
public interface AnswerComparison {

	/** The same texts say the same; of others nothing is known. */
	AnswerComparison BY_TEXT = (query, stored, answer) -> texts(stored).equals(texts(answer)) ? Optional.of(true)
			: Optional.empty();

	/**
	 * Whether two answers say the same.
	 * @param query the question
	 * @param stored one answer to it
	 * @param answer another
	 * @return empty when it cannot be told
	 */
	Optional<Boolean> saySame(CacheQuery query, CachedAnswer stored, CachedAnswer answer);

	private static List<@Nullable String> texts(CachedAnswer answer) {
		return answer.generations().stream().<@Nullable String>map(Generation::text).toList();
	}

}
