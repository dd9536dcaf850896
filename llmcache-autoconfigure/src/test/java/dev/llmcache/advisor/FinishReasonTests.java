package dev.llmcache.advisor;

import dev.llmcache.StoreRejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The words are those of the providers of Spring AI 2.0.0: OpenAI and compatible,
 * DeepSeek and Mistral; Anthropic; Ollama; Gemini; Bedrock; and the tool loop of Spring
 * AI itself.
 */
class FinishReasonTests {

	@ParameterizedTest
	@ValueSource(strings = { "STOP", "stop", "end_turn", "stop_sequence", "", " " })
	@NullSource
	void theModelWasDone(@Nullable String reason) {
		assertThat(FinishReason.rejection(reason)).isNull();
	}

	@ParameterizedTest
	@CsvSource({
			// OpenAI
			"LENGTH,INCOMPLETE", "TOOL_CALLS,TOOL_CALL", "CONTENT_FILTER,FILTERED", "FUNCTION_CALL,TOOL_CALL",
			"_UNKNOWN,INCOMPLETE",
			// DeepSeek, Mistral
			"TOOL_CALL,TOOL_CALL", "INSUFFICIENT_SYSTEM_RESOURCE,INCOMPLETE", "MODEL_LENGTH,INCOMPLETE",
			"ERROR,INCOMPLETE",
			// Anthropic
			"max_tokens,INCOMPLETE", "tool_use,TOOL_CALL", "pause_turn,INCOMPLETE", "refusal,REFUSED",
			"model_context_window_exceeded,INCOMPLETE",
			// Ollama
			"length,INCOMPLETE", "load,INCOMPLETE", "unload,INCOMPLETE",
			// Gemini
			"FINISH_REASON_UNSPECIFIED,INCOMPLETE", "MAX_TOKENS,INCOMPLETE", "SAFETY,FILTERED", "RECITATION,FILTERED",
			"LANGUAGE,INCOMPLETE", "OTHER,INCOMPLETE", "BLOCKLIST,FILTERED", "PROHIBITED_CONTENT,FILTERED",
			"SPII,FILTERED", "MALFORMED_FUNCTION_CALL,INCOMPLETE", "IMAGE_SAFETY,FILTERED",
			"UNEXPECTED_TOOL_CALL,INCOMPLETE", "IMAGE_PROHIBITED_CONTENT,FILTERED", "NO_IMAGE,INCOMPLETE",
			"IMAGE_RECITATION,FILTERED", "IMAGE_OTHER,INCOMPLETE",
			// Bedrock
			"guardrail_intervened,FILTERED", "content_filtered,FILTERED", "malformed_model_output,INCOMPLETE",
			"malformed_tool_use,INCOMPLETE",
			// Spring AI
			"returnDirect,TOOL_CALL" })
	void theModelWasNotDone(String reason, StoreRejection rejection) {
		assertThat(FinishReason.rejection(reason)).isEqualTo(rejection);
	}

	@Test
	void theLastWordOfAStreamCounts() {
		assertThat(FinishReason.last(null, "STOP")).isEqualTo("STOP");
		assertThat(FinishReason.last("STOP", "SAFETY")).isEqualTo("SAFETY");
	}

	@Test
	void noWordIsNoReason() {
		assertThat(FinishReason.last("STOP", null)).isEqualTo("STOP");
		assertThat(FinishReason.last("STOP", "")).isEqualTo("STOP");
		assertThat(FinishReason.last("STOP", "_UNKNOWN")).isEqualTo("STOP");
		assertThat(FinishReason.last("_UNKNOWN", "STOP")).isEqualTo("STOP");
		assertThat(FinishReason.last(null, " ")).isNull();
	}

	@Test
	void aStreamThatNeverSaidWhyItEndedIsNotDone() {
		String last = FinishReason.last(FinishReason.last(null, "_UNKNOWN"), "_UNKNOWN");
		assertThat(FinishReason.rejection(last)).isEqualTo(StoreRejection.INCOMPLETE);
	}

}
