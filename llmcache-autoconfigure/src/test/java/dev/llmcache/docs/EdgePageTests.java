package dev.llmcache.docs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import dev.llmcache.CacheListener;
import dev.llmcache.Mark;
import dev.llmcache.autoconfigure.LlmCacheAutoConfiguration;
import dev.llmcache.edge.EdgeDecision.Reason;
import dev.llmcache.edge.EdgeTag;
import dev.llmcache.edge.PurgingListener;
import dev.llmcache.test.ScriptedChatModel;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class EdgePageTests {

	private final Page page = new Page("docs/layers/edge.md");

	@Test
	void itsJavaIsCompiled() throws IOException {
		this.page.assertThatItsJavaIsIn(EdgeSnippets.class);
	}

	@Test
	void itTellsAllReasonsInTheirOrder() throws IOException {
		List<String> told = new ArrayList<>();
		Pattern.compile("^\\| (`[a-z-]+`(?:, `[a-z-]+`)*) \\|", Pattern.MULTILINE)
			.matcher(this.page.text())
			.results()
			.forEach((row) -> told.addAll(Arrays.asList(row.group(1).replace("`", "").split(", "))));
		assertThat(told).containsExactlyElementsOf(Arrays.stream(Reason.values())
			.map((reason) -> reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.toList());
	}

	@Test
	void itsPurgerIsAsked() {
		List<String> purged = new CopyOnWriteArrayList<>();
		new WebApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(LlmCacheAutoConfiguration.class, ChatClientAutoConfiguration.class))
			.withUserConfiguration(EdgeSnippets.class)
			.withBean(EdgeSnippets.CdnClient.class, () -> purged::addAll)
			.withBean(ScriptedChatModel.class, ScriptedChatModel::counting)
			.run((context) -> {
				CacheListener listener = context.getBean(PurgingListener.class);
				listener.invalidated(Set.of(new Mark(1, 2)));
				Awaitility.await()
					.untilAsserted(() -> assertThat(List.copyOf(purged))
						.containsExactlyInAnyOrder(EdgeTag.of(new Mark(1, 2)).value(), EdgeTag.OVERFLOW.value()));
			});
	}

}
