package dev.llmcache.advisor;

import java.util.Objects;

import dev.llmcache.CacheOutcome;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.test.ScriptedChatModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class TenancyTests {

	private final ScriptedChatModel model = ScriptedChatModel.counting();

	@Test
	void servesNothingAcrossTenants() {
		ChatClient client = AdvisorFixture.withTenants(() -> null).client(this.model);
		assertThat(content(client.prompt().user("q").advisors(LlmCacheParams.tenant("acme")))).isEqualTo("answer 1");
		assertThat(content(client.prompt().user("q").advisors(LlmCacheParams.tenant("globex")))).isEqualTo("answer 2");
		assertThat(content(client.prompt().user("q").advisors(LlmCacheParams.tenant("acme")))).isEqualTo("answer 1");
	}

	@Test
	void staysOutOfCallsWithoutATenantAndSaysOnceWhatToDo(CapturedOutput output) {
		ChatClient client = AdvisorFixture.withTenants(() -> null).client(this.model);
		assertThat(reason(client.prompt().user("q"))).isEqualTo("no-tenant");
		assertThat(reason(client.prompt().user("q"))).isEqualTo("no-tenant");
		assertThat(output).containsOnlyOnce("llmcache.tenancy=single").contains("llmcache.identity.tenant.");
	}

	@Test
	void staysOutOfCallsWithoutAUserAndSaysOnceWhatToDo(CapturedOutput output) {
		ChatClient client = AdvisorFixture.withUsers(IdentitySources.NONE).client(this.model);
		assertThat(reason(client.prompt().user("q"))).isEqualTo("no-user");
		assertThat(reason(client.prompt().user("q"))).isEqualTo("no-user");
		assertThat(output).containsOnlyOnce("llmcache.identity.user.").contains("UserResolver");
	}

	@Test
	void staysOutOfCallsWithABlankTenant() {
		ChatClient client = AdvisorFixture.withTenants(() -> " ").client(this.model);
		assertThat(reason(client.prompt().user("q"))).isEqualTo("no-tenant");
	}

	@Test
	void aFailingResolverByPassesTheCache() {
		ChatClient client = AdvisorFixture.withTenants(() -> {
			throw new IllegalStateException("tenant 'acme' unknown");
		}).client(this.model);
		assertThat(reason(client.prompt().user("q"))).isEqualTo("error");
	}

	@Test
	void theCallsOwnTenantCountsBeforeTheResolvers() {
		ChatClient client = AdvisorFixture.withTenants(() -> "globex").client(this.model);
		content(client.prompt().user("q").advisors(LlmCacheParams.tenant("acme")));
		assertThat(content(client.prompt().user("q"))).isEqualTo("answer 2");
	}

	@Test
	void keepsTheTenantOutOfTheLog(CapturedOutput output) {
		AdvisorFixture.withTenants(() -> {
			throw new IllegalStateException("tenant 'acme' unknown");
		}).client(this.model).prompt().user("secret question").call().content();
		assertThat(output).contains("TenantResolver").doesNotContain("acme").doesNotContain("secret question");
	}

	private static String content(ChatClientRequestSpec spec) {
		return Objects.requireNonNull(spec.call().content());
	}

	private static String reason(ChatClientRequestSpec spec) {
		return Objects.requireNonNull(
				Objects.requireNonNull(CacheOutcome.from(spec.call().chatClientResponse().context())).reason());
	}

}
