package dev.llmcache.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.llmcache.Fingerprint;
import dev.llmcache.report.store.Removal;
import dev.llmcache.report.store.StoreCounts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RecordReaderTests {

	private static final RecordPlace PLACE = RecordPlace.of(Fingerprint.of(new byte[Fingerprint.LENGTH]));

	private static final StoredRecord RECORD = new StoredRecord(7, Instant.EPOCH, Instant.EPOCH, new byte[] { 1 });

	private final StoreCounts counts = new StoreCounts(Removal.UNREADABLE);

	private final List<byte[]> deleted = new CopyOnWriteArrayList<>();

	private final RecordReader reader = new RecordReader(RecordForm.PLAIN, this.counts, "test", (place, bytes) -> {
		assertThat(place).isEqualTo(PLACE);
		this.deleted.add(bytes);
	});

	@AfterEach
	void close() {
		this.reader.close();
	}

	private @Nullable Long unreadable() {
		return this.counts.evictions().get("unreadable");
	}

	@Test
	void handsOutARecord() {
		assertThat(this.reader.read(PLACE, this.reader.write(PLACE, RECORD))).usingRecursiveComparison()
			.isEqualTo(RECORD);
		assertThat(this.reader.read(PLACE, null)).isNull();
		this.reader.close();
		assertThat(unreadable()).isZero();
		assertThat(this.deleted).isEmpty();
	}

	@Test
	void countsAndDeletesWhatCannotBeRead() {
		byte[] bytes = { 1, 2, 3 };
		assertThat(this.reader.read(PLACE, bytes)).isNull();
		this.reader.close();
		assertThat(unreadable()).isOne();
		assertThat(this.deleted).containsExactly(bytes);
	}

	@Test
	void countsWhatIsOfALaterVersionAndLeavesIt() {
		byte[] bytes = RECORD.encode();
		bytes[2]++;
		assertThat(this.reader.read(PLACE, bytes)).isNull();
		this.reader.close();
		assertThat(unreadable()).isOne();
		assertThat(this.deleted).isEmpty();
	}

	@Test
	void leavesWhatItLacksTheKeyTo() {
		byte[] bytes = RECORD.encode();
		bytes[3] = StoredRecord.ENCRYPTED;
		assertThat(this.reader.read(PLACE, bytes)).isNull();
		this.reader.close();
		assertThat(unreadable()).isZero();
		assertThat(this.deleted).isEmpty();
	}

	@Test
	void deletesNothingOnTheWayThroughAll() {
		assertThat(this.reader.peek(PLACE, new byte[] { 1, 2, 3 })).isNull();
		this.reader.close();
		assertThat(unreadable()).isZero();
		assertThat(this.deleted).isEmpty();
	}

	@Test
	void deletesNothingOfWhichItCannotTell() {
		List<byte[]> touched = new ArrayList<>();
		RecordForm unknown = new RecordForm() {

			@Override
			public byte[] write(RecordPlace place, StoredRecord record) {
				throw new IllegalStateException("away");
			}

			@Override
			public Reading read(RecordPlace place, byte[] bytes) {
				throw new IllegalStateException("away");
			}

		};
		try (RecordReader away = new RecordReader(unknown, this.counts, "test", (place, bytes) -> touched.add(bytes))) {
			assertThatIllegalStateException().isThrownBy(() -> away.read(PLACE, new byte[1]));
		}
		assertThat(touched).isEmpty();
		assertThat(unreadable()).isZero();
	}

}
