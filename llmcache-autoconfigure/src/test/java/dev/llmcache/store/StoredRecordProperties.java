package dev.llmcache.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

class StoredRecordProperties {

	@Property
	void recordsAreReadAsTheyWereWritten(@ForAll("records") StoredRecord record) {
		byte[] bytes = record.encode();
		assertThat(bytes).hasSize(record.length());
		assertThat(StoredRecord.decode(bytes)).usingRecursiveComparison().isEqualTo(record);
		assertThat(StoredRecord.decodeStamps(bytes)).isEqualTo(record.stamps());
	}

	@Property
	void stampsAreReadFromTheStartOfARecord(@ForAll("records") StoredRecord record) {
		int end = StoredRecord.HEADER_LENGTH + record.stamps().size() * StoredRecord.STAMP_LENGTH;
		assertThat(StoredRecord.decodeStamps(Arrays.copyOf(record.encode(), end))).isEqualTo(record.stamps());
	}

	@Property
	void whatEndsWithinItsHeaderIsNoRecord(@ForAll("records") StoredRecord record,
			@ForAll @IntRange(max = 1000) int cut) {
		int end = StoredRecord.HEADER_LENGTH + record.stamps().size() * StoredRecord.STAMP_LENGTH;
		byte[] torn = Arrays.copyOf(record.encode(), cut % end);
		assertThat(StoredRecord.decode(torn)).isNull();
		assertThat(StoredRecord.decodeStamps(torn)).isNull();
	}

	@Property
	void anyBytesAreARecordOrNone(@ForAll byte[] bytes) {
		StoredRecord.decode(bytes);
		StoredRecord.decodeStamps(bytes);
	}

	@Provide
	Arbitrary<StoredRecord> records() {
		Arbitrary<Instant> instants = Arbitraries.longs().between(0, 4_000_000_000_000L).map(Instant::ofEpochMilli);
		Arbitrary<Mark> tenants = Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(Mark::new);
		Arbitrary<List<Stamp>> stamps = Combinators
			.combine(Arbitraries.longs(), Arbitraries.longs(), Arbitraries.longs())
			.as((high, low, generation) -> new Stamp(new Mark(high, low), generation))
			.list()
			.ofMaxSize(20);
		return Combinators
			.combine(Arbitraries.integers(), Arbitraries.longs().greaterOrEqual(0), instants, instants, instants,
					tenants, stamps, Arbitraries.bytes().array(byte[].class).ofMaxSize(200))
			.as(StoredRecord::new);
	}

}
