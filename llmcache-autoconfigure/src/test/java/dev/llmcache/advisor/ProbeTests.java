package dev.llmcache.advisor;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import dev.llmcache.StoreRejection;
import dev.llmcache.policy.Placement;
import dev.llmcache.test.PromptAdvisor;
import dev.llmcache.test.ScriptedChatModel;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.SafeGuardAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.core.Ordered;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens further in than the cache, and what the probe makes of it.
 */
class ProbeTests {

	private final ScriptedChatModel model = ScriptedChatModel.counting();

	private final AtomicReference<String> profile = new AtomicReference<>("The user is Ada.");

	@Test
	void keepsNoAnswerToAPromptThatAnAdvisorFurtherInChanged() {
		AdvisorFixture fixture = AdvisorFixture.singleTenant();
		ChatClient client = fixture.namedClient("desk", this.model, PromptAdvisor.addingProfile(this.profile::get));
		assertThat(Calls.content(client.prompt().user("Who am I?"))).isEqualTo("answer 1");
		this.profile.set("The user is Grace.");
		assertThat(Calls.content(client.prompt().user("Who am I?"))).isEqualTo("answer 2");
		assertThat(Calls.streamedContent(client.prompt().user("Who am I?"))).isEqualTo("answer 3");
		assertThat(fixture.ledger.traffic().rejections())
			.isEqualTo(Map.of(StoreRejection.PROMPT_CHANGED_INSIDE.code(), 3L));
	}

	@Test
	void keepsItWhenThePolicyTrustsTheAdvisor() {
		for (String name : List.of("profile", "PromptAdvisor", PromptAdvisor.class.getName())) {
			AdvisorFixture fixture = AdvisorFixture.withPolicy((policy) -> policy.trustedAdvisors = Set.of(name));
			ChatClient client = fixture.namedClient("desk", this.model, PromptAdvisor.addingProfile(this.profile::get));
			assertThat(Calls.did(client.prompt().user("Who am I?"))).isEqualTo("not-found");
			assertThat(Calls.did(client.prompt().user("Who am I?"))).isEqualTo("hit");
			assertThat(fixture.ledger.traffic().rejections()).isEmpty();
		}
	}

	@Test
	void anAdvisorThatChangesNothingIsNoReason() {
		ChatClient client = AdvisorFixture.singleTenant()
			.namedClient("desk", this.model, PromptAdvisor.changingNothing());
		assertThat(Calls.did(client.prompt().user("q"))).isEqualTo("not-found");
		assertThat(Calls.did(client.prompt().user("q"))).isEqualTo("hit");
	}

	@Test
	void keepsNoAnswerWhereAnAdvisorIsFurtherInThanTheProbe() {
		AdvisorFixture fixture = AdvisorFixture.singleTenant();
		ChatClient client = fixture.namedClient("desk", this.model,
				PromptAdvisor.addingProfile(this.profile::get, Ordered.LOWEST_PRECEDENCE - 1));
		assertThat(Calls.content(client.prompt().user("Who am I?"))).isEqualTo("answer 1");
		assertThat(Calls.content(client.prompt().user("Who am I?"))).isEqualTo("answer 2");
		assertThat(Calls.streamedContent(client.prompt().user("Who am I?"))).isEqualTo("answer 3");
		assertThat(fixture.ledger.traffic().rejections()).isEqualTo(Map.of(StoreRejection.NOT_PROBED.code(), 3L));
	}

	@Test
	void keepsNoAnswerThatAnAdvisorFurtherInChanged() {
		AdvisorFixture fixture = AdvisorFixture.singleTenant();
		ChatClient client = fixture.namedClient("desk", this.model, PromptAdvisor.answering(this.profile::get));
		assertThat(Calls.content(client.prompt().user("Who am I?"))).isEqualTo("The user is Ada.");
		this.profile.set("The user is Grace.");
		assertThat(Calls.content(client.prompt().user("Who am I?"))).isEqualTo("The user is Grace.");
		assertThat(fixture.ledger.traffic().rejections())
			.isEqualTo(Map.of(StoreRejection.ANSWER_CHANGED_INSIDE.code(), 2L));
	}

	@Test
	void whatATrustedAdvisorActsUponCountsNextToTheModelToo() {
		AdvisorFixture fixture = AdvisorFixture.withPolicy((policy) -> {
			policy.placement = Placement.MODEL_CALL;
			policy.trustedAdvisors = Set.of("obeying");
		});
		ChatClient client = fixture.namedClient("desk", this.model, PromptAdvisor.obeying("tone", 2000));
		for (String tone : List.of("formal", "rude")) {
			assertThat(Calls.did(client.prompt().user("q").advisors((spec) -> spec.param("tone", tone))))
				.isEqualTo("not-found");
			assertThat(Calls.did(client.prompt().user("q").advisors((spec) -> spec.param("tone", tone))))
				.isEqualTo("hit");
		}
	}

	@Test
	void theConversationCountsWhereAnAdvisorFurtherInMayKnowIt() {
		AdvisorFixture fixture = AdvisorFixture.withPolicy((policy) -> policy.trustedAdvisors = Set.of("obeying"));
		ChatClient client = fixture.namedClient("desk", this.model,
				PromptAdvisor.obeying(ChatMemory.CONVERSATION_ID, 0));
		for (String conversation : List.of("a", "b")) {
			assertThat(Calls.did(
					client.prompt().user("q").advisors((spec) -> spec.param(ChatMemory.CONVERSATION_ID, conversation))))
				.isEqualTo("not-found");
		}
	}

	@Test
	void keepsNoAnswerForWhichTheModelWasNotAsked() {
		AdvisorFixture fixture = AdvisorFixture.singleTenant();
		ChatClient client = fixture.namedClient("desk", this.model, new SafeGuardAdvisor(List.of("bomb")));
		assertThat(Calls.did(client.prompt().user("bomb"))).isEqualTo("not-found");
		assertThat(Calls.did(client.prompt().user("bomb"))).isEqualTo("not-found");
		assertThat(Calls.didStreaming(client.prompt().user("bomb"))).isEqualTo("not-found");
		assertThat(this.model.calls()).isZero();
		assertThat(fixture.ledger.traffic().rejections()).isEqualTo(Map.of(StoreRejection.NO_MODEL_CALL.code(), 3L));
	}

	@Test
	void keepsNothingWithoutTheProbe() {
		AdvisorFixture fixture = AdvisorFixture.singleTenant();
		ChatClient client = ChatClient.builder(this.model).defaultAdvisors(fixture.advisors.all().getFirst()).build();
		assertThat(Calls.did(client.prompt().user("q"))).isEqualTo("not-found");
		assertThat(Calls.did(client.prompt().user("q"))).isEqualTo("not-found");
		assertThat(fixture.ledger.traffic().rejections()).isEqualTo(Map.of(StoreRejection.NOT_PROBED.code(), 2L));
	}

	@Test
	void twoClientsWithDifferentAdvisorsShareNothing() {
		AdvisorFixture fixture = AdvisorFixture.singleTenant();
		ChatClient plain = fixture.namedClient("plain", this.model);
		ChatClient other = fixture.namedClient("other", this.model);
		assertThat(Calls.content(plain.prompt().user("q"))).isEqualTo("answer 1");
		assertThat(Calls.content(other.prompt().user("q"))).isEqualTo("answer 2");
		assertThat(Calls.content(plain.prompt().user("q"))).isEqualTo("answer 1");
	}

}
