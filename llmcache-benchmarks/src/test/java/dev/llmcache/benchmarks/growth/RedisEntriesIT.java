package dev.llmcache.benchmarks.growth;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RedisEntriesIT {

	@Test
	void everyAnswerOfEveryTenantIsRead() {
		try (RedisEntries entries = new RedisEntries(3, 5)) {
			for (int i = 0; i < 50; i++) {
				entries.hit().run();
				entries.hitOfAnyTenant().run();
			}
			assertThat(entries.bytes()).isPositive();
		}
	}

}
