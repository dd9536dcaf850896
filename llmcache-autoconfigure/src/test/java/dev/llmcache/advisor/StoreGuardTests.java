package dev.llmcache.advisor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.CachedAnswer.Media;
import dev.llmcache.CachedAnswer.ToolCall;
import dev.llmcache.MediaContent;
import dev.llmcache.StoreRejection;
import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClientAttributes;

import static org.assertj.core.api.Assertions.assertThat;

class StoreGuardTests {

	private static final Generation COMPLETE = text("We open at nine.", "STOP");

	@Test
	void keepsACompleteAnswer() {
		assertThat(rejection(COMPLETE)).isNull();
		assertThat(rejection(text("We open at nine.", null))).isNull();
		assertThat(rejection(COMPLETE, text("At nine.", "stop"))).isNull();
	}

	@Test
	void keepsNothingThatCouldNotBeRead() {
		assertThat(StoreGuard.rejection(null, ExpectedOutput.TEXT, List.of())).isEqualTo(StoreRejection.UNREADABLE);
	}

	@Test
	void keepsNothingThatSaysNothing() {
		assertThat(rejection()).isEqualTo(StoreRejection.EMPTY);
		assertThat(rejection(text(null, "STOP"))).isEqualTo(StoreRejection.EMPTY);
		assertThat(rejection(text(" \n", "STOP"))).isEqualTo(StoreRejection.EMPTY);
	}

	@Test
	void keepsNothingOfWhichOneAlternativeIsNotDone() {
		assertThat(rejection(COMPLETE, text("We open at", "LENGTH"))).isEqualTo(StoreRejection.INCOMPLETE);
	}

	@Test
	void keepsNoToolCalls() {
		Generation call = new Generation("Let me see.", List.of(new ToolCall("1", "function", "hours", "{}")),
				List.of(), "STOP", List.of(), Map.of(), Map.of());
		assertThat(rejection(call)).isEqualTo(StoreRejection.TOOL_CALL);
		assertThat(rejection(text("", "tool_use"))).isEqualTo(StoreRejection.TOOL_CALL);
	}

	@Test
	void keepsNothingThatAFilterTouched() {
		Generation filtered = new Generation("We open at nine.", List.of(), List.of(), "STOP", List.of("hate"),
				Map.of(), Map.of());
		assertThat(rejection(filtered)).isEqualTo(StoreRejection.FILTERED);
		assertThat(rejection(text("", "SAFETY"))).isEqualTo(StoreRejection.FILTERED);
	}

	@Test
	void keepsNoRefusals() {
		assertThat(rejection(new Generation("", "STOP", Map.of("refusal", "I cannot."))))
			.isEqualTo(StoreRejection.REFUSED);
		assertThat(rejection(text("I cannot.", "refusal"))).isEqualTo(StoreRejection.REFUSED);
		assertThat(rejection(new Generation("At nine.", "STOP", Map.of("refusal", "")))).isNull();
	}

	@Test
	void keepsAnImageWithoutText() {
		Media image = new Media("image/png", null, null, new MediaContent.Bytes(new byte[] { 1 }));
		assertThat(rejection(new Generation("", List.of(), List.of(image), "STOP", List.of(), Map.of(), Map.of())))
			.isNull();
	}

	@Test
	void takesThoughtsForNoAnswer() {
		Generation thought = new Generation("Opening hours?", "end_turn", Map.of("signature", "abc"));
		Generation redacted = new Generation(null, "end_turn", Map.of("data", "abc"));
		assertThat(rejection(thought, redacted)).isEqualTo(StoreRejection.EMPTY);
		assertThat(rejection(thought, redacted, text("", "end_turn"))).isEqualTo(StoreRejection.EMPTY);
		assertThat(rejection(thought, redacted, COMPLETE)).isNull();
	}

	@Test
	void keepsNothingThatDoesNotParseAsWhatWasAskedFor() {
		ExpectedOutput json = ExpectedOutput
			.of(Map.of(ChatClientAttributes.OUTPUT_FORMAT.getKey(), "Your response should be in JSON format."));
		Generation thought = new Generation("A name.", "end_turn", Map.of("signature", "abc"));
		assertThat(rejection(json, text("{\"name\": \"Ada\"}", "STOP"))).isNull();
		assertThat(rejection(json, thought, text("{\"name\": \"Ada\"}", "STOP"))).isNull();
		assertThat(rejection(json, text("{\"name\": ", "STOP"))).isEqualTo(StoreRejection.UNPARSEABLE);
		assertThat(rejection(json, text("{}", "STOP"), text("Ada", "STOP"))).isEqualTo(StoreRejection.UNPARSEABLE);
	}

	@Test
	void keepsWhatEveryRuleAdmits() {
		AnswerRule helps = (answer) -> !Objects.requireNonNullElse(answer.generations().getFirst().text(), "")
			.contains("cannot help");
		assertThat(rejection(List.of(helps, (answer) -> true), COMPLETE)).isNull();
		assertThat(rejection(List.of((answer) -> true, helps), text("I cannot help with that.", "STOP")))
			.isEqualTo(StoreRejection.RULE);
	}

	@Test
	void keepsNothingOverWhichARuleThrows() {
		AnswerRule broken = (answer) -> {
			throw new IllegalStateException("broken");
		};
		assertThat(rejection(List.of(broken), COMPLETE)).isEqualTo(StoreRejection.RULE);
	}

	@Test
	void asksNoRuleAboutAnAnswerThatIsNotComplete() {
		AnswerRule never = (answer) -> {
			throw new AssertionError("asked");
		};
		assertThat(rejection(List.of(never), text("We open", "length"))).isEqualTo(StoreRejection.INCOMPLETE);
	}

	@Test
	void everyReasonHasACode() {
		assertThat(StoreRejection.TOOL_CALL.code()).isEqualTo("tool-call");
		assertThat(StoreRejection.values())
			.allSatisfy((reason) -> assertThat(reason.code()).matches("[a-z]+(-[a-z]+)*"));
	}

	private static Generation text(@Nullable String text, @Nullable String finishReason) {
		return new Generation(text, finishReason, Map.of());
	}

	private static @Nullable StoreRejection rejection(Generation... generations) {
		return rejection(ExpectedOutput.TEXT, generations);
	}

	private static @Nullable StoreRejection rejection(ExpectedOutput expected, Generation... generations) {
		return StoreGuard.rejection(answer(generations), expected, List.of());
	}

	private static @Nullable StoreRejection rejection(List<AnswerRule> rules, Generation... generations) {
		return StoreGuard.rejection(answer(generations), ExpectedOutput.TEXT, rules);
	}

	private static CachedAnswer answer(Generation... generations) {
		return new CachedAnswer(List.of(generations), null, null, TokenUsage.UNKNOWN, Map.of(), Duration.ZERO);
	}

}
