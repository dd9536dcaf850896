package dev.llmcache.sample.faq;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Question the desk can answer.
 *
 * @param question the question as a customer would ask it
 * @param product the product it is about, or {@code null} if it is about the shop
 * @param keywords further words customers use for it
 * @param answer two to five sentences
 */
public record FaqEntry(String question, @Nullable String product, String keywords, String answer) {

	public FaqEntry {
		Objects.requireNonNull(question, "question");
		Objects.requireNonNull(keywords, "keywords");
		Objects.requireNonNull(answer, "answer");
	}

}
