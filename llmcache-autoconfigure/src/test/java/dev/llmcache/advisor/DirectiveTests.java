package dev.llmcache.advisor;

import java.time.Duration;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.policy.Mode;
import dev.llmcache.policy.TemperatureHandling;
import dev.llmcache.test.ScriptedChatModel;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a call or its policy asks of the cache.
 */
class DirectiveTests {

	private final ScriptedChatModel model = ScriptedChatModel.counting();

	private final AdvisorFixture fixture = AdvisorFixture.singleTenant();

	private final ChatClient client = this.fixture.client(this.model);

	@Test
	void noStoreStoresNothingAndIsServedWhatIsStored() {
		assertThat(Calls.content(question().advisors(LlmCacheParams.noStore()))).isEqualTo("answer 1");
		assertThat(Calls.content(question())).isEqualTo("answer 2");
		assertThat(Calls.content(question().advisors(LlmCacheParams.noStore()))).isEqualTo("answer 2");
	}

	@Test
	void noCacheAsksTheModelAndReplacesWhatIsStored() {
		assertThat(Calls.content(question())).isEqualTo("answer 1");
		assertThat(Calls.content(question().advisors(LlmCacheParams.noCache()))).isEqualTo("answer 2");
		assertThat(Calls.content(question())).isEqualTo("answer 2");
	}

	@Test
	void onlyIfCachedNeverAsksTheModel() {
		assertThat(Calls.content(question().advisors(LlmCacheParams.onlyIfCached()))).isNull();
		assertThat(Calls.streamedContent(question().advisors(LlmCacheParams.onlyIfCached()))).isEmpty();
		assertThat(question().advisors(LlmCacheParams.onlyIfCached()).call().entity(String[].class)).isNull();
		CacheOutcome outcome = Calls.outcome(question().advisors(LlmCacheParams.onlyIfCached()));
		assertThat(outcome.status()).isEqualTo(Status.MISS);
		assertThat(this.model.calls()).isZero();
		Calls.content(question());
		assertThat(Calls.content(question().advisors(LlmCacheParams.onlyIfCached()))).isEqualTo("answer 1");
	}

	@Test
	void onlyIfCachedDoesNotAskTheModelWhenTheCacheStaysOutEither() {
		this.fixture.cache.setEnabled(false);
		assertThat(Calls.did(question().advisors(LlmCacheParams.onlyIfCached()))).isEqualTo("disabled");
		assertThat(Calls.didStreaming(question().advisors(LlmCacheParams.onlyIfCached()))).isEqualTo("disabled");
		assertThat(this.model.calls()).isZero();
	}

	@Test
	void onlyIfCachedIsNothingThatChatMemoryStumblesOver() {
		ChatMemory memory = MessageWindowChatMemory.builder().build();
		ChatClient remembering = this.fixture.client(this.model, MessageChatMemoryAdvisor.builder(memory).build());
		ChatClientRequestSpec spec = remembering.prompt()
			.user("When do you open?")
			.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, "a"))
			.advisors(LlmCacheParams.onlyIfCached());
		assertThat(Calls.content(spec)).isNull();
	}

	@Test
	void maxAgeServesNothingOlder() {
		Calls.content(question());
		this.fixture.clock.advance(Duration.ofSeconds(10));
		assertThat(Calls.did(question().advisors(LlmCacheParams.maxAge(Duration.ofSeconds(10))))).isEqualTo("hit");
		assertThat(Calls.did(question().advisors(LlmCacheParams.maxAge(Duration.ofSeconds(9))))).isEqualTo("too-old");
		assertThat(Calls.content(question())).isEqualTo("answer 2");
	}

	@Test
	void ttlLimitsHowLongTheAnswerIsServed() {
		Calls.content(question().advisors(LlmCacheParams.ttl(Duration.ofSeconds(10))));
		this.fixture.clock.advance(Duration.ofSeconds(9));
		assertThat(Calls.did(question())).isEqualTo("hit");
		this.fixture.clock.advance(Duration.ofSeconds(1));
		assertThat(Calls.did(question())).isEqualTo("not-found");
	}

	@Test
	void aReadOnlyPolicyStoresNothing() {
		ChatClient readOnly = AdvisorFixture.withPolicy((policy) -> policy.mode = Mode.READ_ONLY).client(this.model);
		assertThat(Calls.did(readOnly.prompt().user("q"))).isEqualTo("not-found");
		assertThat(Calls.did(readOnly.prompt().user("q"))).isEqualTo("not-found");
	}

	@Test
	void aWriteOnlyPolicyServesNothing() {
		AdvisorFixture writing = AdvisorFixture.withPolicy((policy) -> policy.mode = Mode.WRITE_ONLY);
		assertThat(Calls.did(writing.client(this.model).prompt().user("q"))).isEqualTo("no-cache");
		assertThat(Calls.did(writing.client(this.model).prompt().user("q"))).isEqualTo("no-cache");
		assertThat(writing.store.records()).hasSize(1);
	}

	@Test
	void aPolicyThatForcesZeroAsksTheModelAtZero() {
		AdvisorFixture forcing = AdvisorFixture
			.withPolicy((policy) -> policy.temperature = TemperatureHandling.FORCE_ZERO);
		Calls.content(forcing.client(this.model).prompt().user("q"));
		assertThat(this.model.lastPrompt().getOptions()).satisfies((options) -> {
			assertThat(options.getTemperature()).isZero();
			assertThat(options).isInstanceOf(this.model.getOptions().getClass());
		});
		assertThat(Calls.did(forcing.client(this.model).prompt().user("q"))).isEqualTo("hit");
	}

	@Test
	void aPolicyOfVariantsKeepsSeveralAnswersAndServesThemInTurn() {
		ChatClient varied = AdvisorFixture.withPolicy((policy) -> {
			policy.temperature = TemperatureHandling.VARIANTS;
			policy.variants = 2;
		}).client(this.model);
		assertThat(Calls.content(varied.prompt().user("q"))).isEqualTo("answer 1");
		assertThat(Calls.content(varied.prompt().user("q"))).isEqualTo("answer 2");
		assertThat(Calls.content(varied.prompt().user("q"))).isEqualTo("answer 1");
		assertThat(Calls.content(varied.prompt().user("q"))).isEqualTo("answer 2");
		assertThat(Calls.content(varied.prompt().user("other"))).isEqualTo("answer 3");
	}

	private ChatClientRequestSpec question() {
		return this.client.prompt().user("When do you open?");
	}

}
