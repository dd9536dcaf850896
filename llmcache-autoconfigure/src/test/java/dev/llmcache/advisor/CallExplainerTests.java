package dev.llmcache.advisor;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import dev.llmcache.Explanation;
import dev.llmcache.Explanation.Finding;
import dev.llmcache.Explanation.NearestEntry;
import dev.llmcache.Layer;
import dev.llmcache.policy.TemperatureHandling;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.TestPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class CallExplainerTests {

	private final AdvisorFixture fixture = AdvisorFixture.withTenantsAndPolicies(new TestPolicy());

	private final ScriptedChatModel model = ScriptedChatModel.counting();

	private final ChatClient client = this.fixture.namedClient("desk", this.model);

	@Test
	void tellsWhichLayerHasTheAnswer() {
		Calls.content(ask("acme", "Be brief."));
		this.fixture.clock.advance(Duration.ofSeconds(5));
		Explanation explanation = explain(ask("acme", "Be brief."));
		assertThat(explanation.policy()).isEqualTo("default");
		assertThat(explanation.bypass()).isNull();
		assertThat(explanation.findings())
			.containsExactly(new Finding(Layer.EXACT, true, null, 1.0, Duration.ofSeconds(5)));
		assertThat(explanation.nearest()).isEqualTo(new NearestEntry(Objects.requireNonNull(explanation.fingerprint()),
				true, List.of(), Duration.ofSeconds(5)));
	}

	@Test
	void namesThePartsInWhichTheNearestEntryDiffers() {
		Calls.content(ask("acme", "Be brief."));
		Calls.content(ask("acme", "Be brief.").user("Something else?"));
		Explanation explanation = explain(ask("globex", "Be thorough."));
		assertThat(explanation.findings()).containsExactly(new Finding(Layer.EXACT, false, "not-found", null, null));
		assertThat(Objects.requireNonNull(explanation.nearest()).sameQuestion()).isTrue();
		assertThat(explanation.nearest().differingParts()).containsExactly("owner", "system");
	}

	@Test
	void tellsWhyTheCacheStaysOut() {
		assertThat(explain(this.client.prompt().user("q")).bypass()).isEqualTo("no-tenant");
		assertThat(explain(ask("acme", "s").advisors(LlmCacheParams.policy("none"))).bypass())
			.isEqualTo("unknown-policy");
	}

	@Test
	void findsTheAnswersOfAPolicyThatKeepsSeveral() {
		TestPolicy varied = new TestPolicy();
		varied.temperature = TemperatureHandling.VARIANTS;
		AdvisorFixture several = AdvisorFixture.withTenantsAndPolicies(varied);
		ChatClient writer = several.namedClient("writer", this.model);
		String stored = Calls.outcome(writer.prompt().user("q").advisors(LlmCacheParams.tenant("acme"))).fingerprint();
		Explanation explanation = several.advisors.explainer()
			.explain(writer.prompt().user("q").advisors(LlmCacheParams.tenant("acme")));
		assertThat(explanation.findings()).singleElement().matches(Finding::hit);
		assertThat(explanation.fingerprint()).isEqualTo(stored);
	}

	@Test
	void countsNothingAndWarnsOfNothing(CapturedOutput output) {
		for (int call = 0; call < 2 * ScopeMonitor.CALLS; call++) {
			explain(ask("acme", "Today is day " + call));
			explain(this.client.prompt().user("q"));
		}
		assertThat(output).doesNotContain("'system'", "no-tenant");
	}

	@Test
	void saysNothingOfWhatIsInTheCall() {
		Calls.content(ask("acme", "Be brief."));
		assertThat(explain(ask("globex", "Be thorough.")).toString()).doesNotContain("acme", "globex", "brief",
				"thorough", "open");
	}

	@Test
	void asksNeitherTheModelNorAnyAdvisor() {
		ChatMemory memory = MessageWindowChatMemory.builder().build();
		ChatClient remembering = this.fixture.namedClient("desk", this.model,
				MessageChatMemoryAdvisor.builder(memory).build());
		explain(remembering.prompt()
			.user("q")
			.advisors(LlmCacheParams.tenant("acme"))
			.advisors((spec) -> spec.param(ChatMemory.CONVERSATION_ID, "a")));
		assertThat(memory.get("a")).isEmpty();
		assertThat(this.model.calls()).isZero();
	}

	private ChatClientRequestSpec ask(String tenant, String system) {
		return this.client.prompt().system(system).user("When do you open?").advisors(LlmCacheParams.tenant(tenant));
	}

	private Explanation explain(ChatClientRequestSpec call) {
		return this.fixture.advisors.explainer().explain(call);
	}

}
