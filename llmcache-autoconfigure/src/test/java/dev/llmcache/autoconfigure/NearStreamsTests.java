package dev.llmcache.autoconfigure;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.LlmCached;
import dev.llmcache.report.Ledger;
import dev.llmcache.test.ScriptedChatModel;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * On which threads streams are answered from the cache.
 */
class NearStreamsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class))
		.withUserConfiguration(Client.class)
		.withBean(ScriptedChatModel.class, ScriptedChatModel::counting)
		.withPropertyValues("llmcache.tenancy=single", "llmcache.semantic.enabled=false");

	@Test
	void whatIsInThisProcessIsStreamedByTheThreadOfTheSubscriber() {
		this.runner.run((context) -> {
			stream(context);
			Set<Thread> threads = ConcurrentHashMap.newKeySet();
			List<ChatClientResponse> chunks = context.getBean(ChatClient.class)
				.prompt()
				.user("When do you open?")
				.stream()
				.chatClientResponse()
				.doOnNext((chunk) -> threads.add(Thread.currentThread()))
				.collectList()
				.block();
			assertThat(chunks).isNotEmpty()
				.allSatisfy((chunk) -> assertThat(CacheOutcome.from(chunk.context())).extracting(CacheOutcome::status)
					.isEqualTo(Status.HIT));
			assertThat(threads).containsExactly(Thread.currentThread());
		});
	}

	@Test
	void aStreamThatIsAnsweredFromNearIsCountedOnce() {
		this.runner.run((context) -> {
			stream(context);
			stream(context);
			assertThat(context.getBean(ScriptedChatModel.class).calls()).isOne();
			assertThat(context.getBean(Ledger.class).reports()).singleElement()
				.satisfies((report) -> assertThat(report.served().requests()).isEqualTo(2));
		});
	}

	private static void stream(ApplicationContext context) {
		context.getBean(ChatClient.class).prompt().user("When do you open?").stream().content().blockLast();
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
