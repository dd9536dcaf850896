package dev.llmcache.benchmarks.canary;

import java.nio.file.Path;

import dev.llmcache.LlmCached;
import dev.llmcache.test.WordEmbeddingModel;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Application in which everything is said, with meters, observations and endpoints.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = { SecurityAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
		SecurityFilterAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class })
class Office {

	static final String CLIENT = "desk";

	@Bean
	CodeModel chatModel(Canaries canaries) {
		return new CodeModel(canaries);
	}

	@Bean
	WordEmbeddingModel embeddingModel() {
		return new WordEmbeddingModel();
	}

	@Bean
	ObservationFile observationFile(@Value("${canary.logs}") Path folder) {
		return new ObservationFile(folder.resolve("observations.txt"));
	}

	@Bean(CLIENT)
	@LlmCached
	ChatClient desk(ChatClient.Builder builder) {
		return builder.build();
	}

}
