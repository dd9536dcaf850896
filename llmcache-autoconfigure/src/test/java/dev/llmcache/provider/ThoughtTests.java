package dev.llmcache.provider;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.model.Generation;

import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@MethodSource("dev.llmcache.provider.WireFormat#all")
class ThoughtTests {

	private static final String THOUGHTS = "They asked for opening hours, so I tell them.";

	private final WireFormat format;

	private final ProviderFixture provider;

	ThoughtTests(WireFormat format) {
		this.format = format;
		this.provider = new ProviderFixture(format);
		this.provider.script((request, number) -> format
			.reply(ProviderFixture.answer(number, format.complete()).thinking(THOUGHTS), request));
	}

	@AfterEach
	void close() {
		this.provider.close();
	}

	@Test
	void aCallRepeatsTheThoughtsOfACall() {
		Thinking first = call();
		assertThat(first).isEqualTo(new Thinking(THOUGHTS, ProviderFixture.TEXT));
		assertThat(call()).isEqualTo(first);
	}

	@Test
	void aStreamRepeatsTheThoughtsOfACall() {
		Thinking first = call();
		assertThat(stream()).isEqualTo(first);
	}

	@Test
	void aCallRepeatsTheThoughtsOfAStream() {
		// None from OpenAI, of whose streams Spring AI drops them
		Thinking first = stream();
		assertThat(first.text()).isEqualTo(ProviderFixture.TEXT);
		assertThat(call()).isEqualTo(first);
	}

	@Test
	void aStreamRepeatsTheThoughtsOfAStream() {
		Thinking first = stream();
		assertThat(stream()).isEqualTo(first);
	}

	private Thinking call() {
		return thinking(List.of(this.provider.call()));
	}

	private Thinking stream() {
		return thinking(this.provider.stream());
	}

	private Thinking thinking(List<ChatClientResponse> chunks) {
		List<Generation> generations = chunks.stream()
			.flatMap((chunk) -> Objects.requireNonNull(chunk.chatResponse()).getResults().stream())
			.toList();
		return new Thinking(generations.stream().map(this.format::thoughts).collect(Collectors.joining()),
				generations.stream().map(this.format::text).collect(Collectors.joining()));
	}

	private record Thinking(String thoughts, String text) {

	}

}
