package dev.llmcache.store.lucene;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PartitionSearchTests {

	@ParameterizedTest
	@CsvSource({ "1, 1", "2000, 2000", "2000, 1000000", "10000, 100000", "10000, 1000000" })
	void comparesAllOfWhatIsSmallOrASmallShare(int size, int all) {
		assertThat(PartitionSearch.isScanned(size, all)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "2001, 2001", "10000, 99999", "10001, 1000000" })
	void walksThroughTheGraphOfWhatIsLarge(int size, int all) {
		assertThat(PartitionSearch.isScanned(size, all)).isFalse();
	}

}
