package dev.llmcache.advisor;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import dev.llmcache.BypassReason;
import dev.llmcache.CallTraits;
import dev.llmcache.Decision;
import dev.llmcache.Directives;
import dev.llmcache.Identity;
import dev.llmcache.Invalidation;
import dev.llmcache.policy.FreshnessSettings;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.TestPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tags that a policy, a call and the application's resolvers name.
 */
@ExtendWith(OutputCaptureExtension.class)
class TagTests {

	private @Nullable RuntimeException failure;

	private final AdvisorFixture fixture = AdvisorFixture.withTags(CorpusNames.NONE,
			List.of((request) -> Set.of("of the resolver", "of " + request.context().get("shop")), (request) -> {
				if (this.failure != null) {
					throw this.failure;
				}
				return Set.of("of another resolver");
			}), policy("default", "of the policy"), policy("faq", "of the faq"));

	private final ChatClient client = this.fixture.client(ScriptedChatModel.counting());

	@ParameterizedTest
	@ValueSource(strings = { "of the policy", "of the call", "of the resolver", "of Sofia", "of another resolver" })
	void eachIsEnoughToInvalidate(String tag) {
		assertThat(Calls.did(call())).isEqualTo("not-found");
		invalidate("of the faq", "of Varna");
		assertThat(Calls.did(call())).isEqualTo("hit");
		invalidate(tag);
		assertThat(Calls.did(call())).isEqualTo("not-found");
	}

	@Test
	void aPolicysTagIsNoOtherPolicys() {
		Calls.did(call());
		Calls.did(faq());
		invalidate("of the faq");
		assertThat(Calls.did(call())).isEqualTo("hit");
		assertThat(Calls.did(faq())).isEqualTo("not-found");
		invalidate("of the policy");
		assertThat(Calls.did(call())).isEqualTo("not-found");
		assertThat(Calls.did(faq())).isEqualTo("hit");
	}

	@ParameterizedTest
	@EnumSource
	void aCallWhoseTagsAreNotKnownByPassesTheCache(Way way, CapturedOutput output) {
		Calls.did(call());
		this.failure = new IllegalStateException("no tags for acme");
		assertThat(way.did(call())).isEqualTo(BypassReason.ERROR.code());
		assertThat(way.did(faq())).isEqualTo(BypassReason.ERROR.code());
		assertThat(this.fixture.store.records()).hasSize(1);
		assertThat(output).doesNotContain("acme");
		this.failure = null;
		assertThat(way.did(call())).isEqualTo("hit");
	}

	@Test
	void aTagIsNotBlank() {
		assertThatThrownBy(() -> LlmCacheParams.tags("prices", " ")).isInstanceOf(IllegalArgumentException.class)
			.hasMessageNotContaining("prices");
	}

	@Test
	void nothingSaysWhatItMeans() {
		TestPolicy policy = policy("default", "secret");
		Directives directives = new Directives(false, false, false, null, null, Set.of("secret"));
		Decision decision = policy.policy(true)
			.decide(new CallTraits(new Identity("secret", "secret"), 1, true, false, false, null, null, directives));
		assertThat(List.of(directives, decision, policy.freshness, Invalidation.byTag("secret"),
				Invalidation.byTenant("secret"), Invalidation.byUser("secret", "secret"),
				this.fixture.cache.marks().of(Invalidation.byTag("secret")),
				this.fixture.cache.invalidate(Invalidation.byTag("secret")),
				this.fixture.cache.erase(Invalidation.byTenant("secret"))))
			.allSatisfy((named) -> assertThat(named.toString()).doesNotContain("secret"));
	}

	private ChatClientRequestSpec call() {
		return this.client.prompt()
			.user("When do you open?")
			.advisors(LlmCacheParams.tenant("acme"))
			.advisors((spec) -> spec.param("shop", "Sofia"))
			.advisors(LlmCacheParams.tags("of the call"));
	}

	private ChatClientRequestSpec faq() {
		return call().advisors(LlmCacheParams.policy("faq"));
	}

	private void invalidate(String... tags) {
		for (String tag : tags) {
			this.fixture.cache.invalidate(Invalidation.byTag(tag));
		}
	}

	private static TestPolicy policy(String name, String tag) {
		TestPolicy policy = new TestPolicy();
		policy.name = name;
		policy.freshness = new FreshnessSettings("", Set.of(tag), 0, Duration.ZERO, Duration.ZERO, false, 60);
		return policy;
	}

}
