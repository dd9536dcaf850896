package dev.llmcache.actuate;

import java.time.Duration;
import java.util.Objects;

import dev.llmcache.BypassReason;
import dev.llmcache.CacheOutcome;
import dev.llmcache.FinishedCall;
import dev.llmcache.LlmCached;
import dev.llmcache.autoconfigure.LlmCacheAutoConfiguration;
import dev.llmcache.autoconfigure.LlmCacheMetricsAutoConfiguration;
import dev.llmcache.report.Ledger;
import dev.llmcache.test.CountingEmbeddingModel;
import dev.llmcache.test.ScriptedChatModel;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class PolicyStatusesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(LlmCacheAutoConfiguration.class, LlmCacheMetricsAutoConfiguration.class));

	@Test
	void whoeverLooksHasNoModelAskedForTheLine() {
		CountingEmbeddingModel model = new CountingEmbeddingModel();
		this.runner.withPropertyValues("llmcache.tenancy=single", "llmcache.semantic.timeout=20s")
			.withUserConfiguration(Client.class)
			.withBean(ScriptedChatModel.class, ScriptedChatModel::counting)
			.withBean(EmbeddingModel.class, () -> model)
			.run((context) -> {
				ConsoleFiguresReader console = context.getBean(ConsoleFiguresReader.class);
				context.getBean(Ledger.class).ended(call("default"));
				int before = model.calls();
				assertThat(console.read().similarity().get("default"))
					.satisfies((known) -> assertThat(known.line()).isNull());
				assertThat(model.calls()).isEqualTo(before);
				context.getBean(ChatClient.class).prompt("What is asked first?").call().content();
				assertThat(Objects.requireNonNull(console.read().similarity().get("default")).line()).isNotNull();
			});
	}

	private static FinishedCall call(String policy) {
		return new FinishedCall(policy, null, "model", CacheOutcome.bypass(BypassReason.TOOLS), null,
				Duration.ofMillis(1), false);
	}

	@Configuration(proxyBeanMethods = false)
	static class Client {

		@Bean
		@LlmCached
		ChatClient client(ScriptedChatModel model) {
			return ChatClient.create(model);
		}

	}

}
