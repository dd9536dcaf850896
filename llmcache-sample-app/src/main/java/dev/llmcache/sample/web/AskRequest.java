package dev.llmcache.sample.web;

import dev.llmcache.sample.Question;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Body of {@code POST /api/ask}.
 *
 * @param question the question, at most {@value #LONGEST_QUESTION} characters
 * @param tenant on whose behalf it is asked
 * @param temperature 0 to 2, the model's default if absent
 * @param system a further instruction to the model
 */
record AskRequest(@Nullable String question, @Nullable String tenant, @Nullable Double temperature,
		@Nullable String system) {

	static final int LONGEST_QUESTION = 4_000_000;

	private static final int LONGEST_PARAMETER = 2_000;

	private static final String DEFAULT_TENANT = "shop";

	Question toQuestion() {
		if (!StringUtils.hasText(this.question)) {
			throw new InvalidQuestionException("Please ask a question: \"question\" is missing or blank.");
		}
		if (this.question.length() > LONGEST_QUESTION) {
			throw new InvalidQuestionException(
					"Please ask a shorter question: \"question\" may have %,d characters.".formatted(LONGEST_QUESTION));
		}
		if (this.temperature != null && !(this.temperature >= 0 && this.temperature <= 2)) {
			throw new InvalidQuestionException("\"temperature\" must be between 0 and 2.");
		}
		return new Question(this.question, withDefault("tenant", this.tenant, DEFAULT_TENANT), this.temperature,
				StringUtils.hasText(this.system) ? withDefault("system", this.system, "") : null);
	}

	private static String withDefault(String name, @Nullable String value, String otherwise) {
		if (!StringUtils.hasText(value)) {
			return otherwise;
		}
		if (value.length() > LONGEST_PARAMETER) {
			throw new InvalidQuestionException("\"%s\" may have %,d characters.".formatted(name, LONGEST_PARAMETER));
		}
		return value;
	}

}
