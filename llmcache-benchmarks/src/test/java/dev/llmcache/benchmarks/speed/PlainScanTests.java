package dev.llmcache.benchmarks.speed;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlainScanTests {

	@Test
	void findsTheNearestWhereverItIs() {
		float[] vector = { 0.6F, 0.8F };
		PlainScan scan = PlainScan.of(List.of(new float[] { 1, 0 }, new float[] { 0, 1 }, new float[] { -1, 0 }));
		assertThat(scan.nearest(vector)).isEqualTo(0.8F);
		assertThat(scan.nearest(new float[] { -1, 0 })).isEqualTo(1F);
	}

}
