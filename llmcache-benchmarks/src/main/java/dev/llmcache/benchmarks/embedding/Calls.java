package dev.llmcache.benchmarks.embedding;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.benchmarks.Figures;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Calls of the {@link HelpDesk}, by two tenants who ask the same, and asked twice each:
 * how often their questions are embedded, whoever needs the vector.
 *
 * @param questions how many
 */
record Calls(int questions) {

	private static final String[] PROPERTIES = { "llmcache.embedding.beans=embeddingModel",
			"llmcache.semantic.timeout=5s", "spring.main.banner-mode=off" };

	void measure(Figures figures) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(HelpDesk.class)
			.web(WebApplicationType.NONE)
			.properties(PROPERTIES)
			.run()) {
			ChatClient client = context.getBean(ChatClient.class);
			CountedModel model = context.getBean(CountedModel.class);
			measure("called", client, model, (spec) -> spec.call().chatClientResponse(), figures);
			measure("streamed", client, model, Calls::streamed, figures);
		}
	}

	private static ChatClientResponse streamed(ChatClientRequestSpec spec) {
		return Objects.requireNonNull(spec.stream().chatClientResponse().blockLast());
	}

	private void measure(String way, ChatClient client, CountedModel model,
			Function<ChatClientRequestSpec, ChatClientResponse> call, Figures all) {
		Figures figures = all.startingWith(way + "-");
		List<String> texts = IntStream.range(0, this.questions)
			.mapToObj((i) -> "Which article did customer number %d ask for when %s?".formatted(i, way))
			.toList();
		for (String tenant : List.of("acme", "globex")) {
			int before = embedded(model, texts);
			figures.exactly(tenant + "-misses", ask(client, tenant, texts, call, Status.MISS), texts.size());
			int missed = embedded(model, texts) - before;
			figures.exactly(tenant + "-embeddings-per-miss", missed / (double) texts.size(), 1);
			figures.exactly(tenant + "-hits", ask(client, tenant, texts, call, Status.HIT), texts.size());
			figures.exactly(tenant + "-embeddings-per-hit", embedded(model, texts) - before - missed, 0);
		}
	}

	private static int embedded(CountedModel model, List<String> texts) {
		return texts.stream().mapToInt(model::embedded).sum();
	}

	private static int ask(ChatClient client, String tenant, List<String> texts,
			Function<ChatClientRequestSpec, ChatClientResponse> call, Status expected) {
		return (int) texts.stream()
			.map((text) -> call.apply(client.prompt(text).advisors(LlmCacheParams.tenant(tenant))))
			.map((response) -> CacheOutcome.from(response.context()))
			.filter((outcome) -> outcome != null && outcome.status() == expected)
			.count();
	}

}
