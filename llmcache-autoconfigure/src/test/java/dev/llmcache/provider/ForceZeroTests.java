package dev.llmcache.provider;

import java.util.List;
import java.util.Optional;

import dev.llmcache.policy.TemperatureHandling;
import dev.llmcache.test.TestPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.prompt.ChatOptions;

import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@MethodSource("dev.llmcache.provider.WireFormat#all")
class ForceZeroTests {

	private final ProviderFixture provider;

	ForceZeroTests(WireFormat format) {
		TestPolicy policy = new TestPolicy();
		policy.temperature = TemperatureHandling.FORCE_ZERO;
		policy.excludedModels = List.of("gpt-5*", "o3*", "o4*");
		this.provider = new ProviderFixture(format, policy);
	}

	@AfterEach
	void close() {
		this.provider.close();
	}

	@Test
	void sendsZeroWhateverTheOptionsSay() {
		this.provider.call();
		this.provider.promptWithoutTemperature().system("Be brief.").call().content();
		ProviderFixture.stream(this.provider.prompt().system("Be kind."));
		assertThat(this.provider.temperatures()).containsExactly(Optional.of(0.0), Optional.of(0.0), Optional.of(0.0));
	}

	@Test
	void callsThatDifferInTemperatureOnlyShareAnAnswer() {
		this.provider.call();
		this.provider.prompt().options(ChatOptions.builder().temperature(0.1)).call().content();
		assertThat(this.provider.requests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "gpt-5-mini", "o3", "o4-mini" })
	void leavesModelsAloneThatRejectATemperature(String model) {
		ChatOptions.Builder<?> options = ChatOptions.builder().model(model);
		this.provider.prompt().options(options).call().content();
		this.provider.promptWithoutTemperature().options(options).call().content();
		ProviderFixture.stream(this.provider.promptWithoutTemperature().options(options).system("Be brief."));
		assertThat(this.provider.temperatures()).containsExactly(Optional.of(ProviderFixture.TEMPERATURE),
				Optional.empty(), Optional.empty());
	}

}
