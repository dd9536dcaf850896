package dev.llmcache.sample;

import dev.llmcache.LlmCached;
import dev.llmcache.sample.demo.DemoChatModel;
import dev.llmcache.sample.demo.DemoProperties;
import dev.llmcache.sample.faq.Faq;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

/**
 * The desk's knowledge, its chat client and, without a key, its model.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DemoProperties.class)
class SupportDeskConfiguration {

	@Bean
	Faq faq() {
		return Faq.read(new ClassPathResource("faq.yml"));
	}

	@Bean
	@LlmCached("support-desk")
	ChatClient supportDeskClient(ChatClient.Builder builder) {
		return builder.build();
	}

	@Bean
	@ConditionalOnProperty(name = "spring.ai.model.chat", havingValue = "demo")
	DemoChatModel demoChatModel(Faq faq, DemoProperties properties) {
		return new DemoChatModel(faq, properties);
	}

}
