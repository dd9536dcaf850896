package dev.llmcache.sample;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Turns {@code spring.ai.model.chat=auto} into {@code openai} where
 * {@code OPENAI_API_KEY} is set and into {@code demo} elsewhere.
 */
final class ChatModelChoice implements EnvironmentPostProcessor {

	private static final String CHAT_MODEL = "spring.ai.model.chat";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if ("auto".equals(environment.getProperty(CHAT_MODEL))) {
			String choice = StringUtils.hasText(environment.getProperty("OPENAI_API_KEY")) ? "openai" : "demo";
			environment.getPropertySources()
				.addFirst(new MapPropertySource("chatModelChoice", Map.of(CHAT_MODEL, choice)));
		}
	}

}
