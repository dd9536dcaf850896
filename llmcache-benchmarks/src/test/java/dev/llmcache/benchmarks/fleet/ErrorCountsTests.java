package dev.llmcache.benchmarks.fleet;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorCountsTests {

	private final ErrorCounts errors = new ErrorCounts();

	@Test
	void addsUpWhatServersCount() {
		this.errors.add("# Errorstats\r\nerrorstat_CROSSSLOT:count=2\r\nerrorstat_WRONGTYPE:count=1\r\n");
		this.errors.add("# Errorstats\r\nerrorstat_CROSSSLOT:count=3\r\n");
		assertThat(this.errors.crossSlot()).isEqualTo(5);
		assertThat(this.errors.others()).isEqualTo(1);
	}

	@Test
	void expectsWhatComesOfACrash() {
		this.errors.add("errorstat_LOADING:count=7\r\nerrorstat_NOSCRIPT:count=3\r\nerrorstat_CLUSTERDOWN:count=1\r\n");
		assertThat(this.errors.crossSlot()).isZero();
		assertThat(this.errors.others()).isZero();
	}

}
