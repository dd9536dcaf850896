package dev.llmcache.docs;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

import dev.llmcache.autoconfigure.LlmCacheAutoConfiguration;
import dev.llmcache.semantic.AnswerJudge;
import dev.llmcache.semantic.AnswerVerifier;
import dev.llmcache.semantic.guard.Guard;
import dev.llmcache.semantic.guard.Guards;
import dev.llmcache.test.ScriptedChatModel;
import org.junit.jupiter.api.Test;

import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class SemanticPageTests {

	private final Page page = new Page("docs/semantic.md");

	@Test
	void itsSnippetsAreHeldToTheCode() throws IOException {
		this.page.assertThatItsYamlHasOnlyPropertiesThatExist();
		this.page.assertThatItsJavaIsIn(SemanticSnippets.class);
		this.page.assertThatItsLinksLeadSomewhere();
	}

	@Test
	void itNamesAllGuards() throws IOException {
		List<String> names = Guards.standard().stream().map(Guard::name).toList();
		assertThat(Pattern.compile("^\\| `([a-z]+)` \\| .* \\| (any language.*|English) \\|$", Pattern.MULTILINE)
			.matcher(this.page.text())
			.results()
			.map((row) -> row.group(1))).containsExactlyInAnyOrderElementsOf(names);
	}

	@Test
	void itsJudgeAndVerifierAreAsked() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(LlmCacheAutoConfiguration.class, ChatClientAutoConfiguration.class))
			.withPropertyValues("llmcache.tenancy=single")
			.withUserConfiguration(SemanticSnippets.class)
			.withBean(SemanticSnippets.CrossEncoder.class, () -> (one, other) -> one.equals(other) ? 1 : 0)
			.withBean(ScriptedChatModel.class, ScriptedChatModel::counting)
			.run((context) -> {
				assertThat(context.getBean(AnswerJudge.class).saysTheSame("question?", "one", "other")).contains(false);
				AnswerVerifier verifier = context.getBean(AnswerVerifier.class);
				assertThat(verifier.isAnswerTo("question?", "question?", "one")).isTrue();
				assertThat(verifier.isAnswerTo("question?", "another?", "one")).isFalse();
			});
	}

}
