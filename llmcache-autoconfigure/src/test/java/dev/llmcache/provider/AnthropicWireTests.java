package dev.llmcache.provider;

import java.util.Optional;

import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.policy.TemperatureHandling;
import dev.llmcache.test.TestPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.ai.anthropic.AnthropicChatOptions;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicWireTests {

	private final ProviderFixture provider = new ProviderFixture(new AnthropicFormat());

	@AfterEach
	void close() {
		this.provider.close();
	}

	@Test
	void keepsAnAnswerThatEndsAtAStopSequence() {
		this.provider.answers("stop_sequence");
		this.provider.stream();
		assertThat(Said.in(this.provider.call()).status()).isEqualTo(Status.HIT);
	}

	@Test
	void aModelThatThinksKeepsItsTemperature() {
		TestPolicy forcing = new TestPolicy();
		forcing.temperature = TemperatureHandling.FORCE_ZERO;
		try (ProviderFixture thinking = new ProviderFixture(new AnthropicFormat(), forcing)) {
			thinking.prompt()
				.options(AnthropicChatOptions.builder().temperature(1.0).maxTokens(4096).thinkingEnabled(2048))
				.call()
				.content();
			assertThat(thinking.temperatures()).containsExactly(Optional.of(1.0));
		}
	}

	@Test
	void anotherServerIsAnotherProvider() {
		this.provider.call();
		try (ModelServer other = this.provider.otherServer()) {
			this.provider.promptOf(other).call().content();
			assertThat(other.requests()).hasSize(1);
		}
	}

}
