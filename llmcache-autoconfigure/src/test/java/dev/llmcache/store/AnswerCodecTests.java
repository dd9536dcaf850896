package dev.llmcache.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.TokenUsage;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerCodecTests {

	private static final CachedAnswer ANSWER = new CachedAnswer(
			List.of(new Generation("We open at nine.", "STOP", Map.of("role", "ASSISTANT")),
					new Generation("Nine \0 \uD83D\uDE00 ص", null, Map.of())),
			"id-1", "gpt-test", new TokenUsage(11, 7, 18, 5L, null), Map.of("list", List.of(1, "two", true)),
			Duration.ofMillis(1234));

	private static final String VERSION_1 = """
			{"version":1,"generations":[{"text":"We open at nine.","finishReason":"STOP","metadata":{"role":"ASSISTANT"}}],\
			"id":"id-1","model":"gpt-test","usage":{"prompt":11,"completion":7,"total":18,"cacheRead":5,"cacheWrite":null},\
			"metadata":{},"modelMillis":1234}""";

	@Test
	void returnsWhatWasEncoded() {
		assertThat(AnswerCodec.decode(AnswerCodec.encode(ANSWER))).isEqualTo(ANSWER);
	}

	@Test
	void readsWhatWasStoredByTheFirstVersion() {
		assertThat(decode(VERSION_1)).isEqualTo(new CachedAnswer(List.of(ANSWER.generations().getFirst()), "id-1",
				"gpt-test", ANSWER.usage(), Map.of(), Duration.ofMillis(1234)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "{}", "{\"version\":1}", "{\"version\":2}", "not json",
			"{\"version\":1,\"generations\":[null]}" })
	void takesAnythingElseForNoAnswer(String bytes) {
		assertThat(decode(bytes)).isNull();
	}

	@Test
	void takesAnAnswerOfALaterVersionForNone() {
		assertThat(decode(VERSION_1.replace("\"version\":1", "\"version\":2"))).isNull();
	}

	@Property
	void neverThrowsWhateverTheBytes(@ForAll byte[] bytes) {
		AnswerCodec.decode(bytes);
	}

	@Property
	void neverThrowsHoweverAnAnswerIsCutShort(@ForAll byte cut) {
		byte[] encoded = AnswerCodec.encode(ANSWER);
		assertThat(AnswerCodec.decode(Arrays.copyOf(encoded, Math.floorMod(cut, encoded.length)))).isNull();
	}

	private static @Nullable CachedAnswer decode(String json) {
		return AnswerCodec.decode(json.getBytes(StandardCharsets.UTF_8));
	}

}
