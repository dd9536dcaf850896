package dev.llmcache.edge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.llmcache.edge.CallRecord.Source;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class EdgeRulesProperties {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	@Property
	void noPrivateAnswerIsEverPublic(@ForAll("exchanges") EdgeExchange exchange,
			@ForAll("records") List<CallRecord> records, @ForAll int at, @ForAll boolean authenticated) {
		List<CallRecord> mixed = new ArrayList<>(records);
		mixed.add(Math.floorMod(at, records.size() + 1), CallRecord.PRIVATE);
		assertThat(rules(authenticated).decide(exchange, mixed, true, NOW)).isInstanceOf(EdgeDecision.NoStore.class);
	}

	@Property
	void nothingIsPublicWhileACallIsNobodys(@ForAll("exchanges") EdgeExchange exchange,
			@ForAll("records") List<CallRecord> records, @ForAll boolean authenticated) {
		assertThat(rules(authenticated).decide(exchange, records, false, NOW))
			.isNotInstanceOf(EdgeDecision.Public.class);
	}

	@Property
	void whatIsPublicIsNotKeptLongerThanAnyAnswerIsFresh(@ForAll("exchanges") EdgeExchange exchange,
			@ForAll("records") List<CallRecord> records, @ForAll boolean authenticated) {
		if (rules(authenticated).decide(exchange, records, true, NOW) instanceof EdgeDecision.Public known) {
			assertThat(records).allSatisfy((record) -> {
				CallRecord.Public answer = (CallRecord.Public) record;
				assertThat(NOW.plus(known.lifetime())).isBefore(answer.freshUntil());
				assertThat(known.staleFor()).isLessThanOrEqualTo(answer.staleFor());
			});
			assertThat(exchange.method()).isIn("GET", "HEAD");
			assertThat(exchange.status()).isEqualTo(200);
			assertThat(exchange.cookie()).isFalse();
			assertThat(exchange.streamed()).isFalse();
			assertThat(exchange.optIn()).isNotNull();
			assertThat(exchange.identified() && !authenticated).isFalse();
		}
	}

	private static EdgeRules rules(boolean authenticated) {
		return new EdgeRules(Duration.ofSeconds(5), authenticated, new EdgeTags(List.of(TagHeader.XKEY), 4096));
	}

	@Provide
	Arbitrary<EdgeExchange> exchanges() {
		Arbitrary<OptIn> optIns = Combinators
			.combine(Arbitraries.of(true, false),
					Arbitraries.longs().between(0, 100).map(Duration::ofSeconds).injectNull(0.5))
			.as((semantic, maxAge) -> new OptIn(semantic, maxAge, List.of("Accept")));
		return Combinators
			.combine(Arbitraries.of("GET", "HEAD", "POST", "DELETE"), Arbitraries.of(200, 200, 200, 204, 304, 404, 500),
					optIns.injectNull(0.1), rarely(), rarely(), rarely(),
					Arbitraries.of("accept", "origin", "cookie", "*").set().ofMaxSize(1))
			.as((method, status, optIn, identified, cookie, streamed, varies) -> new EdgeExchange(method, status, optIn,
					identified, cookie, streamed, Set.copyOf(varies)));
	}

	private static Arbitrary<Boolean> rarely() {
		return Arbitraries.of(false, false, false, true);
	}

	@Provide
	Arbitrary<List<CallRecord>> records() {
		return Combinators
			.combine(Arbitraries.of(Source.values()), Arbitraries.integers().between(-20, 100),
					Arbitraries.integers().between(0, 60))
			.as(EdgeRulesTests::answer)
			.list()
			.ofMaxSize(5);
	}

}
