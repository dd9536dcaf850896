package dev.llmcache.benchmarks.isolation;

import java.util.List;
import java.util.Map;

import dev.llmcache.test.servers.PostgresServer;
import dev.llmcache.test.servers.RedisServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CrowdIT {

	private static final int LOOKUPS = 2_000;

	private static final int TENANTS = 20;

	@Test
	void nobodyIsServedAForeignAnswer() {
		assertThat(ask(SetUp.LUCENE.properties()).foreign()).isZero();
	}

	@Test
	void foreignAnswersAreSeenWhereTenantsShareThem() {
		Map<String, String> properties = SetUp.LUCENE.properties();
		properties.put("llmcache.policies.tenant.owner", "public");
		assertThat(ask(properties).foreign()).isPositive();
	}

	private static Tally ask(Map<String, String> properties) {
		try (Instance instance = Instance.start(properties, RedisServer.shared(), PostgresServer.shared())) {
			Tally tally = new Tally();
			new Crowd(List.of(instance), TENANTS, tally).ask(LOOKUPS, 1);
			assertThat(tally.of("exact-hits")).isPositive();
			assertThat(tally.of("semantic-hits")).isPositive();
			return tally;
		}
	}

}
