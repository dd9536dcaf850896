package dev.llmcache.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import dev.llmcache.CacheOutcome;
import dev.llmcache.Invalidation;
import dev.llmcache.advisor.LlmCacheParams;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link TestLlmCache}.
 */
class TestLlmCacheTests {

	private final CountingChatModel model = new CountingChatModel();

	@Test
	void answersTheSameQuestionOnce() {
		ChatClient client = client(TestLlmCache.inMemory());
		assertThat(ask(client, "What does the kettle cost?")).isEqualTo("answer 1");
		assertThat(ask(client, "What does the kettle cost?")).isEqualTo("answer 1");
		assertThat(this.model.calls()).isOne();
	}

	@Test
	void asksTheModelAboutAnythingElse() {
		ChatClient client = client(TestLlmCache.inMemory());
		assertThat(ask(client, "What does the kettle cost?")).isEqualTo("answer 1");
		assertThat(ask(client, "What does a kettle cost?")).isEqualTo("answer 2");
	}

	@Test
	void tellsWhatItDid() {
		ChatClient client = client(TestLlmCache.inMemory());
		ask(client, "What does the kettle cost?");
		ChatClientResponse second = client.prompt().user("What does the kettle cost?").call().chatClientResponse();
		assertThat(CacheOutcome.from(second.context())).isNotNull()
			.extracting(CacheOutcome::status)
			.isEqualTo(CacheOutcome.Status.HIT);
	}

	@Test
	void forgetsWhatIsInvalidated() {
		TestLlmCache cache = TestLlmCache.inMemory();
		ChatClient client = client(cache);
		assertThat(askTagged(client)).isEqualTo("answer 1");
		cache.cache().invalidate(Invalidation.byTag("product:42"));
		assertThat(askTagged(client)).isEqualTo("answer 2");
	}

	@Test
	void growsOldByItsClock() {
		AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
		ChatClient client = client(TestLlmCache.inMemory(now::get));
		ask(client, "What does the kettle cost?");
		now.updateAndGet((before) -> before.plus(Duration.ofMinutes(59)));
		assertThat(ask(client, "What does the kettle cost?")).isEqualTo("answer 1");
		now.updateAndGet((before) -> before.plus(Duration.ofMinutes(2)));
		assertThat(ask(client, "What does the kettle cost?")).isEqualTo("answer 2");
	}

	@Test
	void eachStartsEmpty() {
		ask(client(TestLlmCache.inMemory()), "What does the kettle cost?");
		assertThat(ask(client(TestLlmCache.inMemory()), "What does the kettle cost?")).isEqualTo("answer 2");
	}

	private ChatClient client(TestLlmCache cache) {
		return ChatClient.builder(this.model).defaultAdvisors(cache.advisors()).build();
	}

	private static String ask(ChatClient client, String question) {
		return String.valueOf(client.prompt().user(question).call().content());
	}

	private static String askTagged(ChatClient client) {
		return String.valueOf(client.prompt()
			.user("What does the kettle cost?")
			.advisors(LlmCacheParams.tags("product:42"))
			.call()
			.content());
	}

}
