package dev.llmcache.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.llmcache.CacheKey;
import dev.llmcache.Fingerprint;
import dev.llmcache.edge.CallRecord;
import dev.llmcache.edge.EdgeExchange;
import dev.llmcache.edge.EdgeGate;
import dev.llmcache.edge.EdgeReport;
import dev.llmcache.edge.EdgeRules;
import dev.llmcache.edge.EdgeStats;
import dev.llmcache.edge.EdgeTags;
import dev.llmcache.edge.EdgeTrace;
import dev.llmcache.edge.EdgeTraffic;
import dev.llmcache.edge.OptIn;
import dev.llmcache.test.TestGenerations;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EdgeMetersTests {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	private final EdgeGate gate = new EdgeGate(
			new EdgeRules(Duration.ofSeconds(5), false, new EdgeTags(List.of(), 4096)),
			TestGenerations.local(() -> NOW), () -> NOW);

	@Test
	void whatNobodyTellsIsNotZero() {
		SimpleMeterRegistry registry = registry(EdgeStats.UNKNOWN);
		assertThat(registry.get("llmcache.edge.hit.rate").gauge().value()).isNaN();
		assertThat(registry.get("llmcache.edge.saved.calls").gauge().value()).isNaN();
	}

	@Test
	void hitsOfTheEdgeSaveAsManyCallsAsResponsesHave() {
		answer(2);
		SimpleMeterRegistry registry = registry(() -> Optional.of(new EdgeTraffic(100, 40)));
		assertThat(registry.get("llmcache.edge.hit.rate").gauge().value()).isEqualTo(0.4);
		assertThat(registry.get("llmcache.edge.saved.calls").gauge().value()).isEqualTo(80);
	}

	@Test
	void countsResponsesByWhatWasDecided() {
		answer(1);
		EdgeTrace trace = new EdgeTrace();
		EdgeTrace.begin(trace);
		this.gate.decide(new EdgeExchange("GET", 200, null, false, false, false, Set.of()), trace);
		SimpleMeterRegistry registry = registry(EdgeStats.UNKNOWN);
		assertThat(registry.get("llmcache.edge.responses").tag("decision", "public").functionCounter().count()).isOne();
		assertThat(registry.get("llmcache.edge.responses").tag("reason", "not-opted-in").functionCounter().count())
			.isOne();
		assertThat(registry.get("llmcache.edge.responses").tag("reason", "private").functionCounter().count()).isZero();
	}

	private void answer(int calls) {
		EdgeTrace trace = new EdgeTrace();
		Fingerprint entry = Fingerprint.of(new byte[Fingerprint.LENGTH]);
		for (int i = 0; i < calls; i++) {
			EdgeTrace.begin(trace)
				.end(new CallRecord.Public(CallRecord.Source.EXACT, new CacheKey(entry, entry), NOW.plusSeconds(60),
						Duration.ZERO, List.of()));
		}
		this.gate.decide(new EdgeExchange("GET", 200, OptIn.OF_PATH, false, false, false, Set.of()), trace);
	}

	private SimpleMeterRegistry registry(EdgeStats stats) {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		new EdgeMeters(new EdgeReport(this.gate, List.of(), stats)).bindTo(registry);
		return registry;
	}

}
