package dev.llmcache.edge.purge;

import java.util.List;

import dev.llmcache.edge.EdgeStats;
import dev.llmcache.edge.EdgeTraffic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class VarnishStatsTests {

	@Test
	void readsWhatVarnishstatPrints() {
		assertThat(printed("""
				{"version": 1, "counters": {
				"MAIN.client_req": {"description": "Good client requests received", "flag": "c", "value": 200},
				"MAIN.cache_hit": {"description": "Cache hits", "flag": "c", "format": "i", "value": 150}}}""").read())
			.hasValueSatisfying((traffic) -> assertThat(traffic.hitRate()).isEqualTo(0.75));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "{\"MAIN.client_req\": {\"value\": 1}}", "Could not get hold of varnishd" })
	void anythingElseIsUnknownAndNotNone(String output) {
		assertThat(printed(output).read()).isEmpty();
	}

	@Test
	void aCommandThatIsNotThereIsUnknown() {
		assertThat(new VarnishStats(List.of("/no/such/varnishstat")).read()).isEmpty();
		assertThat(EdgeStats.UNKNOWN.read()).isEmpty();
	}

	@Test
	void withoutRequestsNothingWasHit() {
		assertThat(new EdgeTraffic(0, 0).hitRate()).isZero();
	}

	private static VarnishStats printed(String output) {
		return new VarnishStats(List.of("printf", "%s", output));
	}

}
