package dev.llmcache.advisor.prefix;

import dev.llmcache.test.prefix.JvmStarts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JvmStartsIT {

	@Test
	void everyProcessSendsTheSamePrefix() {
		JvmStarts starts = JvmStarts.of(20);
		assertThat(starts.with()).hasSize(1);
		assertThat(starts.without()).hasSizeGreaterThan(1);
	}

}
