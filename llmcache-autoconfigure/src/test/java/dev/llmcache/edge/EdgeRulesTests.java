package dev.llmcache.edge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.llmcache.CacheKey;
import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.edge.CallRecord.Source;
import dev.llmcache.edge.EdgeDecision.NoStore;
import dev.llmcache.edge.EdgeDecision.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each row of the table.
 */
class EdgeRulesTests {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	private static final OptIn OPTED_IN = new OptIn(false, null, List.of("Accept"));

	private final EdgeRules rules = new EdgeRules(Duration.ofSeconds(5), false,
			new EdgeTags(List.of(TagHeader.XKEY), 4096));

	@Test
	void whatAskedNoModelIsLeftAlone() {
		assertThat(decide(exchange("GET", 200, OPTED_IN))).isEqualTo(EdgeDecision.UNTOUCHED);
		assertThat(decide(exchange("POST", 500, null))).isEqualTo(EdgeDecision.UNTOUCHED);
	}

	@Test
	void whatMayHaveAskedAModelIsNotKept() {
		assertThat(this.rules.decide(exchange("GET", 200, null), List.of(), false, NOW))
			.isEqualTo(EdgeDecision.UNCERTAIN);
		assertThat(this.rules.decide(exchange("GET", 200, OPTED_IN), List.of(), false, NOW))
			.isEqualTo(because(Reason.STRAY_CALL));
	}

	@Test
	void isPublicForASecondLessThanItIsFresh() {
		EdgeDecision.Public known = kept(answer(Source.EXACT, 60, 30));
		assertThat(known.lifetime()).isEqualTo(Duration.ofSeconds(59));
		assertThat(known.staleFor()).isEqualTo(Duration.ofSeconds(30));
		assertThat(known.vary()).containsExactly("Accept");
		assertThat(known.source()).isEqualTo(Source.EXACT);
	}

	@Test
	void isPublicForAsLongAsTheAnswerThatExpiresFirst() {
		EdgeDecision.Public known = kept(answer(Source.EXACT, 60, 30), answer(Source.MODEL, 20, 100),
				answer(Source.EXACT, 90, 5));
		assertThat(known.lifetime()).isEqualTo(Duration.ofSeconds(19));
		assertThat(known.staleFor()).isEqualTo(Duration.ofSeconds(5));
		assertThat(known.source()).isEqualTo(Source.MODEL);
	}

	@Test
	void isPublicForNoLongerThanTheHandlerSays() {
		EdgeDecision decision = decide(exchange("GET", 200, new OptIn(false, Duration.ofSeconds(10), List.of())),
				answer(Source.EXACT, 60, 30));
		assertThat(decision).isInstanceOfSatisfying(EdgeDecision.Public.class, (known) -> {
			assertThat(known.lifetime()).isEqualTo(Duration.ofSeconds(10));
			assertThat(known.staleFor()).isZero();
		});
	}

	@Test
	void headIsAsPublicAsGet() {
		assertThat(decide(exchange("HEAD", 200, OPTED_IN), answer(Source.EXACT, 60, 0)))
			.isInstanceOf(EdgeDecision.Public.class);
	}

	@Test
	void isNotPublicForAnyOtherReason() {
		CallRecord answer = answer(Source.EXACT, 60, 0);
		assertThat(decide(exchange("GET", 200, null), answer)).isEqualTo(because(Reason.NOT_OPTED_IN));
		for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY")) {
			assertThat(decide(exchange(method, 200, OPTED_IN), answer)).isEqualTo(because(Reason.METHOD));
		}
		for (int status : new int[] { 201, 204, 206, 301, 304, 400, 404, 500, 503 }) {
			assertThat(decide(exchange("GET", status, OPTED_IN), answer)).isEqualTo(because(Reason.STATUS));
		}
		assertThat(decide(new EdgeExchange("GET", 200, OPTED_IN, false, false, true, Set.of()), answer))
			.isEqualTo(because(Reason.STREAM));
		assertThat(decide(new EdgeExchange("GET", 200, OPTED_IN, true, false, false, Set.of()), answer))
			.isEqualTo(because(Reason.IDENTIFIED));
		assertThat(decide(new EdgeExchange("GET", 200, OPTED_IN, false, true, false, Set.of()), answer))
			.isEqualTo(because(Reason.COOKIE));
		for (String header : List.of("*", "cookie", "authorization")) {
			assertThat(decide(new EdgeExchange("GET", 200, OPTED_IN, false, false, false, Set.of("accept", header)),
					answer))
				.isEqualTo(because(Reason.VARIES));
			assertThat(decide(
					exchange("GET", 200, new OptIn(false, null, List.of("Accept", header.toUpperCase(Locale.ROOT)))),
					answer))
				.isEqualTo(because(Reason.VARIES));
		}
		assertThat(decide(exchange("GET", 200, OPTED_IN), answer, CallRecord.PRIVATE))
			.isEqualTo(because(Reason.PRIVATE));
		assertThat(this.rules.decide(exchange("GET", 200, OPTED_IN), List.of(answer), false, NOW))
			.isEqualTo(because(Reason.STRAY_CALL));
	}

	@Test
	void similarAnswersNeedAWordOfTheirOwn() {
		CallRecord similar = answer(Source.SEMANTIC, 60, 0);
		assertThat(decide(exchange("GET", 200, OPTED_IN), answer(Source.MODEL, 60, 0), similar))
			.isEqualTo(because(Reason.SEMANTIC));
		assertThat(decide(exchange("GET", 200, new OptIn(true, null, List.of())), similar))
			.isInstanceOf(EdgeDecision.Public.class);
	}

	@Test
	void whatIsAboutToExpireIsNotWorthIt() {
		assertThat(decide(exchange("GET", 200, OPTED_IN), answer(Source.EXACT, 5, 0)))
			.isEqualTo(because(Reason.TOO_OLD));
		assertThat(decide(exchange("GET", 200, OPTED_IN), answer(Source.EXACT, -10, 60)))
			.isEqualTo(because(Reason.TOO_OLD));
		assertThat(kept(answer(Source.EXACT, 6, 0)).lifetime()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void whoeverSaysWhoHeIsMayBeAllowed() {
		EdgeRules open = new EdgeRules(Duration.ofSeconds(5), true, this.rules.tags());
		assertThat(open.decide(new EdgeExchange("GET", 200, OPTED_IN, true, false, false, Set.of()),
				List.of(answer(Source.EXACT, 60, 0)), true, NOW))
			.isInstanceOf(EdgeDecision.Public.class);
	}

	@Test
	void isTaggedWithAllThatInvalidatesIt() {
		EdgeDecision.Public known = kept(answer(Source.EXACT, 60, 0), answer(Source.EXACT, 70, 0));
		assertThat(known.tags()).contains(EdgeTag.of(new Mark(60, 1)), EdgeTag.of(new Mark(70, 1)),
				EdgeTag.of(entry(60)), EdgeTag.of(entry(70)));
		assertThat(known.stamps()).hasSize(2);
	}

	private EdgeDecision.Public kept(CallRecord... records) {
		return (EdgeDecision.Public) decide(exchange("GET", 200, OPTED_IN), records);
	}

	private EdgeDecision decide(EdgeExchange exchange, CallRecord... records) {
		return this.rules.decide(exchange, List.of(records), true, NOW);
	}

	private static NoStore because(Reason reason) {
		return new NoStore(reason);
	}

	static EdgeExchange exchange(String method, int status, @Nullable OptIn optIn) {
		return new EdgeExchange(method, status, optIn, false, false, false, Set.of());
	}

	static CallRecord answer(Source source, int freshFor, int staleFor) {
		return new CallRecord.Public(source, new CacheKey(entry(freshFor), entry(freshFor)), NOW.plusSeconds(freshFor),
				Duration.ofSeconds(staleFor), List.of(new Stamp(new Mark(freshFor, 1), 7)));
	}

	private static Fingerprint entry(int number) {
		byte[] digest = new byte[Fingerprint.LENGTH];
		digest[0] = (byte) number;
		return Fingerprint.of(digest);
	}

}
