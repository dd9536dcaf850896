package dev.llmcache.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.test.RecordedObservations;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.WordEmbedder;
import dev.llmcache.LlmCached;
import dev.llmcache.report.CallResult;
import dev.llmcache.report.Ledger;
import dev.llmcache.trace.CacheObservation;
import dev.llmcache.trace.CacheObservationConvention;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

class CacheTracingTests {

	private static final String QUESTION = "How do I return a kettle?";

	private static final String REPHRASED = "How do I return a kettle please?";

	private final RecordedObservations observed = new RecordedObservations();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class))
		.withUserConfiguration(Client.class)
		.withBean(ScriptedChatModel.class, ScriptedChatModel::counting)
		.withBean(QuestionEmbedder.class, () -> new WordEmbedder("words"))
		.withBean(ObservationRegistry.class, this.observed::registry)
		.withPropertyValues("llmcache.tenancy=single", "llmcache.defaults.semantic.threshold=0.7",
				"llmcache.semantic.timeout=5s");

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void whatTakesTimeIsPartOfSpringAisCallOfTheAdvisor(boolean streaming) {
		this.runner.run((context) -> {
			ask(context, QUESTION, streaming);
			awaitStored();
			assertThat(ours()).extracting(Observation.Context::getContextualName)
				.contains("llmcache lookup exact", "llmcache lookup semantic", "llmcache store");
			assertThat(ours()).allSatisfy((context1) -> assertThat(RecordedObservations.parents(context1))
				.contains("spring.ai.advisor", "spring.ai.chat.client"));
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void whatIsWrittenIsPartOfStoring(boolean streaming) {
		this.runner.run((context) -> {
			ask(context, QUESTION, streaming);
			awaitStored();
			assertThat(named("llmcache.operation"))
				.filteredOn((operation) -> RecordedObservations.value(operation, "operation").equals("put"))
				.isNotEmpty()
				.allSatisfy(
						(operation) -> assertThat(RecordedObservations.parents(operation)).contains("llmcache.store"));
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aNearHitMakesNoObservationAndTellsThatOfTheAdvisor(boolean streaming) {
		this.runner.run((context) -> {
			ask(context, QUESTION, streaming);
			awaitStored();
			this.observed.clear();
			ask(context, QUESTION, streaming);
			assertThat(ours()).isEmpty();
			// That of a stream ends once its subscriber has been told that it is at its
			// end
			await().untilAsserted(() -> assertThat(advisors()).anySatisfy((advisor) -> {
				assertThat(RecordedObservations.value(advisor, "llmcache.outcome")).isEqualTo("hit");
				assertThat(RecordedObservations.value(advisor, "llmcache.layer")).isEqualTo("exact");
				assertThat(RecordedObservations.value(advisor, "llmcache.fingerprint")).isNotEmpty();
			}));
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aLookupTellsWhatItFound(boolean streaming) {
		this.runner.run((context) -> {
			ask(context, QUESTION, streaming);
			awaitStored();
			this.observed.clear();
			ask(context, REPHRASED, streaming);
			Observation.Context semantic = named("llmcache.lookup").getLast();
			assertThat(RecordedObservations.value(semantic, "llmcache.layer")).isEqualTo("semantic");
			assertThat(RecordedObservations.value(semantic, "llmcache.outcome")).isEqualTo("hit");
			assertThat(RecordedObservations.value(semantic, "gen_ai.response.model")).isEqualTo("scripted-1");
			assertThat(Double.parseDouble(RecordedObservations.value(semantic, "llmcache.similarity"))).isBetween(0.7,
					1.0);
			assertThat(RecordedObservations.value(named("llmcache.lookup").getFirst(), "llmcache.reason"))
				.isEqualTo("not-found");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aRefreshIsPartOfTheCallThatWasServedTheOldAnswer(boolean streaming) {
		this.runner
			.withPropertyValues("llmcache.defaults.ttl=1s", "llmcache.defaults.stale-for=1h",
					"llmcache.semantic.enabled=false")
			.run((context) -> {
				ask(context, QUESTION, streaming);
				await().atMost(Duration.ofSeconds(20)).until(() -> {
					ask(context, QUESTION, streaming);
					return !named("llmcache.refresh").isEmpty();
				});
				assertThat(RecordedObservations.parents(named("llmcache.refresh").getFirst()))
					.contains("spring.ai.advisor");
			});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void nothingOfTheCallIsInThem(boolean streaming) {
		this.runner.run((context) -> {
			ask(context, QUESTION, streaming);
			awaitStored();
			assertThat(ours()).isNotEmpty()
				.allSatisfy(
						(each) -> assertThat(each.getAllKeyValues().toString()).doesNotContain("kettle", "answer 1"));
		});
	}

	@ParameterizedTest
	@CsvSource({ "false, STARTED", "true, STARTED", "false, STOPPED", "true, STOPPED" })
	void namesThatFailBreakNeitherCallsNorTheCache(boolean streaming, When when) {
		this.runner.withBean(CacheObservationConvention.class, () -> new FailingNames(when)).run((context) -> {
			ask(context, QUESTION, streaming);
			await().untilAsserted(() -> {
				assertThatNoException().isThrownBy(() -> ask(context, QUESTION, streaming));
				assertThat(context.getBean(Ledger.class).traffic().count(CallResult.EXACT_HIT)).isPositive();
			});
			ask(context, REPHRASED, streaming);
			assertThat(context.getBean(Ledger.class).traffic().count(CallResult.SEMANTIC_HIT)).isOne();
			assertThat(context.getBean(Ledger.class).traffic().rejections()).isEmpty();
		});
	}

	enum When {

		STARTED, STOPPED

	}

	private static final class FailingNames extends CacheObservationConvention {

		private final When when;

		private final Set<CacheObservation> started = ConcurrentHashMap.newKeySet();

		private FailingNames(When when) {
			this.when = when;
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(CacheObservation context) {
			boolean isStart = this.started.add(context);
			if (isStart == (this.when == When.STARTED)) {
				throw new IllegalStateException("No names");
			}
			return super.getLowCardinalityKeyValues(context);
		}

	}

	private static void ask(ApplicationContext context, String question, boolean streaming) {
		ChatClient.ChatClientRequestSpec call = context.getBean(ChatClient.class).prompt().user(question);
		if (streaming) {
			call.stream().content().blockLast();
		}
		else {
			call.call().content();
		}
	}

	private void awaitStored() {
		await().atMost(Duration.ofSeconds(20)).until(() -> !named("llmcache.store").isEmpty());
	}

	private List<Observation.Context> ours() {
		return Stream.of("llmcache.lookup", "llmcache.store", "llmcache.refresh", "llmcache.operation")
			.flatMap((name) -> named(name).stream())
			.toList();
	}

	private List<Observation.Context> advisors() {
		return named("spring.ai.advisor");
	}

	private List<Observation.Context> named(String name) {
		return this.observed.all().stream().filter((context) -> name.equals(context.getName())).toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class Client {

		@Bean
		@LlmCached
		ChatClient chatClient(ScriptedChatModel model, ObservationRegistry observations) {
			return ChatClient.builder(model, observations, null, null).build();
		}

	}

}
