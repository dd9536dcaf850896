package dev.llmcache.store.pgvector;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import dev.llmcache.Mark;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PushedGenerationsTests {

	@Test
	void readsWhatWasWritten() {
		Map<Mark, Long> generations = LongStream.range(0, 450)
			.boxed()
			.collect(Collectors.toMap((i) -> new Mark(~i, i), (i) -> Long.MIN_VALUE / (i + 1)));
		List<String> texts = PushedGenerations.encode(generations);
		assertThat(texts).hasSize(3).allSatisfy((text) -> assertThat(text.length()).isLessThan(8_000));
		Map<Mark, Long> read = new HashMap<>();
		texts.forEach((text) -> read.putAll(PushedGenerations.decode(text)));
		assertThat(read).isEqualTo(generations);
	}

	@Test
	void readsNothingOfWhatOthersNotify() {
		assertThat(List.of("", "?", "hello", "{\"id\":1}", "AAAA"))
			.allSatisfy((text) -> assertThat(PushedGenerations.decode(text)).isEmpty());
	}

}
