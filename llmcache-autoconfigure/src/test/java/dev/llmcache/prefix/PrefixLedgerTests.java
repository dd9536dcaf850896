package dev.llmcache.prefix;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.llmcache.key.Keyring;
import dev.llmcache.key.Secret;
import dev.llmcache.prefix.PromptBlock.Role;
import dev.llmcache.prefix.lint.VolatileKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PrefixLedgerTests {

	private static final Endpoint ENDPOINT = new Endpoint("desk", "m");

	private static final Duration RETENTION = Duration.ofMinutes(10);

	private static final String RULES = "Answer questions about parcels, refunds and articles of the shop. ".repeat(5);

	private final PrefixLedger ledger = new PrefixLedger(
			new Keyring(Secret.of("a secret of thirty-two characters".getBytes(StandardCharsets.UTF_8)), null),
			new DriftSettings(3, Duration.ofHours(1)), LocalDate.of(2026, 11, 30));

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Today is 2026-11-29. | Today is 2026-11-30. | DATE
			Trace 7f3b2c1e-9d84-4c55-a0a1-6b1f0de7a913. | Trace 7f3b2c1e-9d84-4c55-a0a1-6b1f0de7a914. | UUID
			You are talking to Ann Miller. | You are talking to Bob Stone. | NAME
			Speak with a smile. | Speak with a frown. | OTHER
			""")
	void tellsOfWhichKindADifferenceIs(String one, String other, VolatileKind kind) {
		observe(system(one + " " + RULES));
		PrefixObservation second = observe(system(other + " " + RULES));
		assertThat(second.difference()).isNotNull().satisfies((difference) -> {
			assertThat(difference.kind()).isEqualTo(kind);
			assertThat(difference.block()).isZero();
			assertThat(difference.offset()).isLessThanOrEqualTo(one.length());
		});
	}

	@Test
	void tellsWhereADifferenceIs() {
		observe(system(RULES + "Today is 2026-11-29."));
		PrefixObservation second = observe(system(RULES + "Today is 2026-11-30."));
		assertThat(second.difference()).isNotNull()
			.satisfies((difference) -> assertThat(difference.offset()).isBetween(RULES.length() - 32,
					RULES.length() + 18));
	}

	@Test
	void tellsToolsInAnotherOrder() {
		PromptBlock one = new PromptBlock(Role.TOOL, "one", "{\"a\": 1, \"b\": 2}");
		PromptBlock two = new PromptBlock(Role.TOOL, "two", "{\"c\": 3}");
		observe(List.of(one, two));
		PrefixDifference order = observe(List.of(two, one)).difference();
		PrefixDifference schema = observe(List.of(two, new PromptBlock(Role.TOOL, "one", "{\"b\": 2, \"a\": 1}")))
			.difference();
		assertThat(order).isEqualTo(new PrefixDifference(0, Role.TOOL, 0, VolatileKind.TOOL_ORDER));
		assertThat(schema).isEqualTo(new PrefixDifference(1, Role.TOOL, 0, VolatileKind.TOOL_SCHEMA));
	}

	@Test
	void warnsOnceWhenPromptsBeginInTooManyWays() {
		List<Boolean> alarms = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			alarms.add(observe(system(List.of("North", "South", "East", "West").get(i % 4) + RULES + i)).alarm());
		}
		assertThat(alarms.indexOf(true)).isEqualTo(3);
		assertThat(alarms.stream().filter((alarm) -> alarm)).hasSize(1);
		assertThat(observe(system("again"), Duration.ofHours(2).toMillis()).alarm()).isFalse();
	}

	@Test
	void suspectsWhatLooksVolatileFromTheFirstPromptOn() {
		PrefixObservation first = observe(system("Today is 2026-11-29. " + RULES));
		assertThat(first.suspects()).containsExactly(VolatileKind.DATE);
		assertThat(first.alarm()).isTrue();
		assertThat(this.ledger.report(0).endpoints().getFirst().suspects()).isEqualTo(Map.of(VolatileKind.DATE, 1L));
	}

	@Test
	void countsUnknownApart() {
		PrefixObservation observation = observe(system(RULES));
		this.ledger.answered(observation, PrefixUsage.UNKNOWN);
		this.ledger.answered(observation, new PrefixUsage(100L, 0L, null));
		this.ledger.answered(observation, new PrefixUsage(100L, 80L, 10L));
		EndpointReport report = this.ledger.report(0).endpoints().getFirst();
		assertThat(report.unknownCalls()).isOne();
		assertThat(report.calls()).isEqualTo(3);
		assertThat(report.promptTokens()).isEqualTo(200);
		assertThat(report.cachedTokens()).isEqualTo(80);
		assertThat(report.writtenTokens()).isEqualTo(10);
	}

	@Test
	void forgetsHeadsAfterTheWindow() {
		IntStream.range(0, 5).forEach((i) -> observe(system(i + RULES)));
		assertThat(this.ledger.report(0).endpoints().getFirst().heads()).isEqualTo(5);
		assertThat(this.ledger.report(Duration.ofHours(2).toMillis()).endpoints().getFirst().heads()).isZero();
	}

	@Test
	void partitionsShareNothing() {
		RenderedPrompt prompt = new RenderedPrompt(system(RULES), 1);
		this.ledger.observe(ENDPOINT, prompt, "acme", RETENTION, 0);
		assertThat(this.ledger.observe(ENDPOINT, prompt, "globex", RETENTION, 0).sharedBytes()).isZero();
		assertThat(this.ledger.observe(ENDPOINT, prompt, "acme", RETENTION, 0).sharedBytes()).isPositive();
	}

	@Test
	void endpointsAreBounded() {
		for (int i = 0; i < 300; i++) {
			this.ledger.observe(new Endpoint("", "m" + i), new RenderedPrompt(system(RULES), 1), "", RETENTION, 0);
		}
		assertThat(this.ledger.report(0).endpoints()).hasSize(256);
	}

	private static List<PromptBlock> system(String text) {
		return List.of(new PromptBlock(Role.SYSTEM, "", text));
	}

	private PrefixObservation observe(List<PromptBlock> head) {
		return observe(head, 0);
	}

	private PrefixObservation observe(List<PromptBlock> head, long now) {
		List<PromptBlock> blocks = new ArrayList<>(head);
		blocks.add(new PromptBlock(Role.USER, "", "q"));
		return this.ledger.observe(ENDPOINT, new RenderedPrompt(blocks, head.size()), "", RETENTION, now);
	}

}
