package dev.llmcache.store.encryption;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.store.Compression;
import dev.llmcache.store.InMemoryDataKeyStore;
import dev.llmcache.store.PlainForm;
import dev.llmcache.store.Reading;
import dev.llmcache.store.Reading.Found;
import dev.llmcache.store.RecordForm;
import dev.llmcache.store.RecordPlace;
import dev.llmcache.store.StoredRecord;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EncryptedFormProperties {

	private static final Mark ALICE = new Mark(1, 2);

	private static final Mark BOB = new Mark(3, 4);

	private static final Fingerprint ROOT = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final RecordPlace PLACE = RecordPlace.of(fingerprint("key"));

	private static final String SECRET = "The parcel of Mr. Smith is at the depot. ".repeat(3);

	private final InMemoryDataKeyStore store = new InMemoryDataKeyStore();

	private final RecordForm form = new EncryptedForm(new DataKeys(() -> this.store, MasterKeysTests.keys(1), "app"),
			new Compression(256));

	private static Fingerprint fingerprint(String name) {
		return ROOT.derive(name.getBytes(StandardCharsets.UTF_8));
	}

	private static StoredRecord record(Mark tenant, byte[] payload) {
		return new StoredRecord(7, 5, Instant.ofEpochMilli(1), Instant.ofEpochMilli(2), Instant.ofEpochMilli(3), tenant,
				List.of(new Stamp(new Mark(3, 4), 5), new Stamp(new Mark(5, 6), 7)), payload);
	}

	private static StoredRecord record() {
		return record(ALICE, SECRET.getBytes(StandardCharsets.UTF_8));
	}

	@Property(tries = 300)
	void readsWhatItWrote(@ForAll @IntRange(max = 2000) int length, @ForAll long seed,
			@ForAll @IntRange(min = 1, max = 256) int digits) {
		byte[] payload = new byte[length];
		Random random = new Random(seed);
		for (int i = 0; i < length; i++) {
			payload[i] = (byte) random.nextInt(digits);
		}
		StoredRecord record = record(ALICE, payload);
		byte[] bytes = this.form.write(PLACE, record);
		assertThat(bytes).hasSizeLessThanOrEqualTo(record.length() + EncryptedForm.OVERHEAD);
		assertThat(this.form.read(PLACE, bytes)).usingRecursiveComparison().isEqualTo(new Found(record));
		assertThat(StoredRecord.decodeStamps(bytes)).isEqualTo(record.stamps());
	}

	@Test
	void showsNothingOfThePayload() {
		byte[] bytes = this.form.write(PLACE, record());
		assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("Smith", "parcel");
		assertThat(bytes).isNotEqualTo(this.form.write(PLACE, record()));
	}

	@Test
	void readsNothingOfWhichABitHasChanged() {
		byte[] bytes = this.form.write(PLACE, record());
		for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
			bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
			assertThat(this.form.read(PLACE, bytes)).as("bit %d", bit).isNotInstanceOf(Found.class);
			bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
		}
		assertThat(this.form.read(PLACE, bytes)).isInstanceOf(Found.class);
	}

	@Test
	void readsNothingThatWasCutOffOrExtended() {
		byte[] bytes = this.form.write(PLACE, record());
		for (int length = 0; length < bytes.length; length++) {
			assertThat(this.form.read(PLACE, Arrays.copyOf(bytes, length))).isEqualTo(Reading.UNREADABLE);
		}
		assertThat(this.form.read(PLACE, Arrays.copyOf(bytes, bytes.length + 1))).isEqualTo(Reading.UNREADABLE);
	}

	@Test
	void readsNothingInAnotherPlace() {
		RecordPlace searched = new RecordPlace(fingerprint("key"), fingerprint("partition"));
		byte[] keyed = this.form.write(PLACE, record());
		byte[] indexed = this.form.write(searched, record());
		assertThat(this.form.read(RecordPlace.of(fingerprint("other")), keyed)).isEqualTo(Reading.UNREADABLE);
		assertThat(this.form.read(searched, keyed)).isEqualTo(Reading.UNREADABLE);
		assertThat(this.form.read(PLACE, indexed)).isEqualTo(Reading.UNREADABLE);
		assertThat(this.form.read(new RecordPlace(fingerprint("key"), fingerprint("another")), indexed))
			.isEqualTo(Reading.UNREADABLE);
		assertThat(this.form.read(searched, indexed)).isInstanceOf(Found.class);
	}

	@Test
	void readsNothingUnderTheHeaderOfAnotherRecord() {
		byte[] alices = this.form.write(PLACE, record());
		byte[] bobs = this.form.write(PLACE, record(BOB, record().payload()));
		int header = alices.length - record().payload().length - EncryptedForm.OVERHEAD;
		byte[] swapped = alices.clone();
		System.arraycopy(bobs, 0, swapped, 0, header);
		assertThat(this.form.read(PLACE, swapped)).isEqualTo(Reading.UNREADABLE);
		StoredRecord prolonged = new StoredRecord(7, 5, Instant.ofEpochMilli(1), Instant.ofEpochMilli(2),
				Instant.ofEpochMilli(4), ALICE, record().stamps(), record().payload());
		byte[] later = alices.clone();
		System.arraycopy(prolonged.encode(StoredRecord.ENCRYPTED, new byte[0]), 0, later, 0, header);
		assertThat(this.form.read(PLACE, later)).isEqualTo(Reading.UNREADABLE);
	}

	@Test
	void readsNothingThatIsInTheOpen() {
		assertThat(this.form.read(PLACE, RecordForm.PLAIN.write(PLACE, record()))).isEqualTo(Reading.UNREADABLE);
		assertThat(this.form.read(PLACE, new PlainForm(new Compression(0)).write(PLACE, record())))
			.isEqualTo(Reading.UNREADABLE);
	}

	@Test
	void readsNothingOfAnApplicationWithAnotherMasterKey() {
		InMemoryDataKeyStore elsewhere = new InMemoryDataKeyStore();
		RecordForm other = new EncryptedForm(new DataKeys(() -> elsewhere, MasterKeysTests.keys(1), "app"),
				Compression.NONE);
		assertThat(this.form.read(PLACE, other.write(PLACE, record()))).isEqualTo(Reading.UNREADABLE);
	}

	@Test
	void leavesALaterVersionsRecordsAlone() {
		byte[] bytes = this.form.write(PLACE, record());
		bytes[2]++;
		assertThat(this.form.read(PLACE, bytes)).isEqualTo(Reading.LATER);
	}

	@Property(tries = 300)
	void anyBytesAreNoRecord(@ForAll byte[] bytes) {
		assertThat(this.form.read(PLACE, bytes)).isNotInstanceOf(Found.class);
	}

	@Property(tries = 300)
	void anyContentIsNoRecord(@ForAll byte[] content, @ForAll @IntRange(min = 2, max = 3) int flags) {
		byte[] bytes = record().encode(flags, content);
		assertThat(this.form.read(PLACE, bytes)).isEqualTo(Reading.UNREADABLE);
	}

}
