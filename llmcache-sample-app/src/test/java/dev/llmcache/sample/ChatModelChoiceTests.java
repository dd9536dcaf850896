package dev.llmcache.sample;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class ChatModelChoiceTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void takesTheDemoModelWithoutAKey() {
		this.environment.setProperty("OPENAI_API_KEY", "");

		assertThat(choose("auto")).isEqualTo("demo");
	}

	@Test
	void takesOpenAiWhereThereIsAKey() {
		this.environment.setProperty("OPENAI_API_KEY", "any");

		assertThat(choose("auto")).isEqualTo("openai");
	}

	@Test
	void keepsAChoiceThatWasMade() {
		this.environment.setProperty("OPENAI_API_KEY", "any");

		assertThat(choose("ollama")).isEqualTo("ollama");
	}

	private String choose(String configured) {
		this.environment.setProperty("spring.ai.model.chat", configured);
		new ChatModelChoice().postProcessEnvironment(this.environment, new SpringApplication());
		return this.environment.getRequiredProperty("spring.ai.model.chat");
	}

}
