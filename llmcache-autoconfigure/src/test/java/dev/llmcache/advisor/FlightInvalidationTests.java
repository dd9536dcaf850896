package dev.llmcache.advisor;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.Invalidation;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.TestPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Calls that could share an answer of the model, had not something been invalidated
 * between them.
 */
class FlightInvalidationTests {

	private final AdvisorFixture fixture = AdvisorFixture.withTags(CorpusNames.NONE, List.of(), new TestPolicy());

	private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

	private final AtomicInteger asked = new AtomicInteger();

	private final CountDownLatch answered = new CountDownLatch(1);

	private final ChatClient client = this.fixture.client(ScriptedChatModel.scripted((prompt) -> {
		int number = this.asked.incrementAndGet();
		return Flux.just(ScriptedChatModel.chunk("answer " + number, "STOP")).doFirst(() -> {
			try {
				if (number == 1) {
					this.answered.await(10, TimeUnit.SECONDS);
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
	}));

	@AfterEach
	void close() {
		this.answered.countDown();
		this.callers.close();
	}

	@ParameterizedTest
	@EnumSource
	void whoAsksAfterAnInvalidationIsGivenNoAnswerThatWasAskedForBefore(Way way) throws Exception {
		Future<String> before = this.callers.submit(() -> way.did(ask()));
		await().until(() -> this.asked.get() == 1);
		this.fixture.cache.invalidate(Invalidation.byTag("prices"));
		Future<String> after = this.callers.submit(() -> way.did(ask()));
		await().until(() -> this.asked.get() == 2);
		assertThat(after.get(10, TimeUnit.SECONDS)).isEqualTo("not-found");
		this.answered.countDown();
		assertThat(before.get(10, TimeUnit.SECONDS)).isEqualTo("not-found");
		assertThat(way.did(ask())).isEqualTo("hit");
		assertThat(Calls.content(ask())).isEqualTo("answer 2");
	}

	private ChatClientRequestSpec ask() {
		return this.client.prompt("When do you open?")
			.advisors(LlmCacheParams.tenant("acme"))
			.advisors(LlmCacheParams.tags("prices"));
	}

}
