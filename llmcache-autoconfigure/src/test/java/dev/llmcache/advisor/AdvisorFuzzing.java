package dev.llmcache.advisor;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import dev.llmcache.policy.FollowUp;
import dev.llmcache.prefix.lint.VolatileLint;
import dev.llmcache.test.fuzz.FuzzTarget;

import org.springframework.ai.chat.client.ChatClientAttributes;

import static dev.llmcache.test.fuzz.FuzzTarget.require;

/**
 * Texts of models and of users.
 */
public final class AdvisorFuzzing {

	private static final ExpectedOutput JSON = ExpectedOutput.of(Map.of(ChatClientAttributes.OUTPUT_FORMAT.getKey(),
			"JSON of ```{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"integer\"}}}```"));

	private AdvisorFuzzing() {
	}

	public static List<FuzzTarget> targets() {
		return List.of(
				new FuzzTarget("model-output",
						List.of(utf8("```json\n{\"a\":1}\n```"), utf8("<think>so</think>{\"a\":[1,{}]}")),
						(input) -> JSON.admits(new String(input, StandardCharsets.UTF_8))),
				new FuzzTarget("prompt",
						List.of(utf8("It is {{time}}, 2026-05-01T10:00:00Z, order 1234-ab, for Ann."),
								utf8("User id: 550e8400-e29b-41d4-a716-446655440000, today is Monday, 5 May")),
						AdvisorFuzzing::readPrompt));
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static void readPrompt(byte[] input) {
		String text = new String(input, StandardCharsets.UTF_8);
		FollowUp.dependsOnHistory(text);
		require(VolatileLint.inHead(text).size() <= VolatileLint.findings(text).size(), "The head is part of the text");
	}

}
