package dev.llmcache.store;

import java.time.Instant;
import java.util.List;
import java.util.Random;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlainFormProperties {

	private static final RecordForm FORM = new PlainForm(new Compression(64));

	private static final RecordPlace PLACE = RecordPlace.of(Fingerprint.of(new byte[Fingerprint.LENGTH]));

	private static StoredRecord record(byte[] payload) {
		return new StoredRecord(7, 5, Instant.ofEpochMilli(1), Instant.ofEpochMilli(2), Instant.ofEpochMilli(3),
				new Mark(1, 2), List.of(new Stamp(new Mark(3, 4), 5)), payload);
	}

	private static byte[] payload(int length, long seed, int digits) {
		byte[] payload = new byte[length];
		Random random = new Random(seed);
		for (int i = 0; i < length; i++) {
			payload[i] = (byte) random.nextInt(digits);
		}
		return payload;
	}

	@Property
	void readsWhatItWrote(@ForAll @IntRange(max = 2000) int length, @ForAll long seed,
			@ForAll @IntRange(min = 1, max = 256) int digits) {
		StoredRecord record = record(payload(length, seed, digits));
		byte[] bytes = FORM.write(PLACE, record);
		assertThat(bytes).hasSizeLessThanOrEqualTo(record.length());
		assertThat(FORM.read(PLACE, bytes)).usingRecursiveComparison().isEqualTo(new Reading.Found(record));
		assertThat(StoredRecord.decodeStamps(bytes)).isEqualTo(record.stamps());
	}

	@Property
	void anyBytesAreARecordOrNone(@ForAll byte[] bytes) {
		assertThat(FORM.read(PLACE, bytes)).isNotNull();
	}

	@Property
	void anyDamageMakesARecordOrNone(@ForAll long seed, @ForAll @IntRange(max = 2000) int at, @ForAll byte mask) {
		byte[] bytes = FORM.write(PLACE, record(payload(500, seed, 4)));
		bytes[at % bytes.length] ^= mask;
		assertThat(FORM.read(PLACE, bytes)).isNotNull();
	}

	@Test
	void compressesWhatIsLarge() {
		assertThat(FORM.write(PLACE, record(payload(5000, 1, 4)))).hasSizeLessThan(2500);
		assertThat(FORM.write(PLACE, record(payload(63, 1, 1)))).isEqualTo(record(payload(63, 1, 1)).encode());
	}

	@Test
	void readsWhatIsCompressedThoughItDoesNotCompress() {
		StoredRecord record = record(payload(5000, 1, 4));
		assertThat(RecordForm.PLAIN.read(PLACE, FORM.write(PLACE, record))).usingRecursiveComparison()
			.isEqualTo(new Reading.Found(record));
	}

	@Test
	void leavesALaterVersionsRecordsAlone() {
		byte[] version = record(new byte[3]).encode();
		version[2]++;
		byte[] flag = record(new byte[3]).encode();
		flag[3] = 4;
		assertThat(FORM.read(PLACE, version)).isEqualTo(Reading.LATER);
		assertThat(FORM.read(PLACE, flag)).isEqualTo(Reading.LATER);
	}

	@Test
	void takesAnEarlierVersionsRecordsForUnreadable() {
		byte[] bytes = record(new byte[3]).encode();
		bytes[2]--;
		assertThat(FORM.read(PLACE, bytes)).isEqualTo(Reading.UNREADABLE);
	}

	@Test
	void opensNothingThatIsEncrypted() {
		byte[] bytes = record(new byte[3]).encode();
		bytes[3] = StoredRecord.ENCRYPTED;
		assertThat(FORM.read(PLACE, bytes)).isEqualTo(Reading.LOCKED);
	}

}
