package dev.llmcache.docs;

import java.io.IOException;
import java.util.Arrays;

import dev.llmcache.StoreRejection;
import dev.llmcache.advisor.CallExplainer;
import dev.llmcache.autoconfigure.LlmCacheAutoConfiguration;
import dev.llmcache.test.ScriptedChatModel;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class PoliciesPageTests {

	private final Page page = new Page("docs/policies.md");

	@Test
	void itsSnippetsAreHeldToTheCode() throws IOException {
		this.page.assertThatItsYamlHasOnlyPropertiesThatExist();
		this.page.assertThatItsJavaIsIn(PolicySnippets.class);
		this.page.assertThatItsLinksLeadSomewhere();
	}

	@Test
	void namesEveryReasonAgainstStoring() throws IOException {
		assertThat(Arrays.stream(StoreRejection.values()).map((reason) -> "`" + reason.code() + "`"))
			.allSatisfy((reason) -> assertThat(this.page.text()).contains(reason));
	}

	@Test
	void itsPoliciesDoWhatItSays() throws IOException {
		PropertySource<?> yaml = this.page.yaml(0);
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(LlmCacheAutoConfiguration.class, ChatClientAutoConfiguration.class))
			.withInitializer((context) -> context.getEnvironment().getPropertySources().addFirst(yaml))
			.withPropertyValues("llmcache.semantic.enabled=false", "llmcache.tenancy=single")
			.withUserConfiguration(PolicySnippets.class)
			.withBean(ScriptedChatModel.class, ScriptedChatModel::counting)
			.run((context) -> {
				ChatClient faq = context.getBean(ChatClient.class);
				assertThat(PolicySnippets.draft(faq)).isEqualTo("answer 1");
				assertThat(PolicySnippets.draft(faq)).isEqualTo("answer 2");
				assertThat(PolicySnippets.fresh(faq)).isEqualTo("answer 3");
				assertThat(PolicySnippets.fresh(faq)).isEqualTo("answer 3");
				assertThat(PolicySnippets.explain(context.getBean(CallExplainer.class), faq).findings()).singleElement()
					.matches((finding) -> finding.hit());
			});
	}

}
