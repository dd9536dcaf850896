package dev.llmcache.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.llmcache.Fingerprint;
import dev.llmcache.test.MutableInstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.fail;

/**
 * What every store must do, whatever it keeps its records in. Each test starts with an
 * empty store.
 */
public abstract class StoreContract {

	private static final Fingerprint ROOT = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	/** Starts now, since a server expires by its own clock. */
	protected final MutableInstantSource clock = new MutableInstantSource(Instant.now().truncatedTo(ChronoUnit.MILLIS));

	protected abstract void put(Fingerprint scope, Fingerprint id, StoredRecord record);

	protected abstract @Nullable StoredRecord find(Fingerprint scope, Fingerprint id);

	protected abstract void remove(Fingerprint scope, Fingerprint id);

	protected abstract RecordSource source();

	/** Replaces the stored bytes behind the store's back. */
	protected abstract void overwriteBytes(Fingerprint scope, Fingerprint id, byte[] bytes);

	protected static Fingerprint fingerprint(String name) {
		return ROOT.derive(name.getBytes(StandardCharsets.UTF_8));
	}

	protected final StoredRecord record(String payload) {
		return record(payload.getBytes(StandardCharsets.UTF_8), Duration.ofHours(1));
	}

	protected final StoredRecord record(byte[] payload, Duration ttl) {
		return new StoredRecord(7, this.clock.instant(), this.clock.instant().plus(ttl), payload);
	}

	protected static String text(@Nullable StoredRecord record) {
		assertThat(record).isNotNull();
		return new String(record.payload(), StandardCharsets.UTF_8);
	}

	@Test
	void handsOutAllRecordsThatHaveNotExpired() {
		put(fingerprint("other"), fingerprint("old"), record(new byte[0], Duration.ofMinutes(1)));
		this.clock.advance(Duration.ofMinutes(1));
		Set<String> all = new HashSet<>();
		for (int i = 0; i < 350; i++) {
			put(fingerprint("scope " + i % 7), fingerprint("id " + i), record("answer " + i));
			all.add("answer " + i);
		}
		Set<String> handedOut = new HashSet<>();
		source().forEach((record) -> handedOut.add(text(record)));
		assertThat(handedOut).isEqualTo(all);
	}

	@Test
	void handsOutNothingFromAnEmptyStore() {
		source().forEach((record) -> fail("There is no record"));
	}

	@Test
	void endsTheWalkWhenItsTakerFails() {
		put(fingerprint("scope"), fingerprint("id"), record("answer"));
		assertThatIllegalStateException().isThrownBy(() -> source().forEach((record) -> {
			throw new IllegalStateException("enough");
		})).withMessage("enough");
	}

	@Test
	void findsNothingInAnEmptyStore() {
		assertThat(find(fingerprint("scope"), fingerprint("id"))).isNull();
	}

	@Test
	void returnsWhatWasPut() {
		StoredRecord record = record("answer");
		put(fingerprint("scope"), fingerprint("id"), record);
		StoredRecord found = find(fingerprint("scope"), fingerprint("id"));
		assertThat(found).usingRecursiveComparison().isEqualTo(record);
	}

	@Test
	void replacesARecordOfTheSameId() {
		put(fingerprint("scope"), fingerprint("id"), record("first"));
		put(fingerprint("scope"), fingerprint("id"), record("second"));
		assertThat(text(find(fingerprint("scope"), fingerprint("id")))).isEqualTo("second");
	}

	@Test
	void removesARecord() {
		put(fingerprint("scope"), fingerprint("id"), record("answer"));
		remove(fingerprint("scope"), fingerprint("id"));
		assertThat(find(fingerprint("scope"), fingerprint("id"))).isNull();
	}

	@Test
	void removingWhatIsNotThereDoesNothing() {
		assertThatCode(() -> remove(fingerprint("scope"), fingerprint("id"))).doesNotThrowAnyException();
	}

	@Test
	void servesARecordUntilItExpires() {
		put(fingerprint("scope"), fingerprint("id"),
				record("answer".getBytes(StandardCharsets.UTF_8), Duration.ofMinutes(5)));
		this.clock.advance(Duration.ofMinutes(5).minusMillis(1));
		assertThat(find(fingerprint("scope"), fingerprint("id"))).isNotNull();
		this.clock.advance(Duration.ofMillis(1));
		assertThat(find(fingerprint("scope"), fingerprint("id"))).isNull();
	}

	@Test
	void servesNothingThatHadExpiredWhenItWasPut() {
		put(fingerprint("scope"), fingerprint("id"), record("answer".getBytes(StandardCharsets.UTF_8), Duration.ZERO));
		assertThat(find(fingerprint("scope"), fingerprint("id"))).isNull();
	}

	@Test
	void servesNothingAcrossScopes() {
		put(fingerprint("scope a"), fingerprint("id a"), record("of a"));
		put(fingerprint("scope b"), fingerprint("id b"), record("of b"));
		assertThat(text(find(fingerprint("scope a"), fingerprint("id a")))).isEqualTo("of a");
		assertThat(text(find(fingerprint("scope b"), fingerprint("id b")))).isEqualTo("of b");
		assertThat(find(fingerprint("scope b"), fingerprint("id a"))).isNull();
		assertThat(find(fingerprint("scope a"), fingerprint("id b"))).isNull();
	}

	@Test
	void keepsEveryByte() {
		byte[] payload = new byte[70_000];
		for (int i = 0; i < payload.length; i++) {
			payload[i] = (byte) i;
		}
		put(fingerprint("scope"), fingerprint("id"), record(payload, Duration.ofHours(1)));
		StoredRecord found = find(fingerprint("scope"), fingerprint("id"));
		assertThat(found).isNotNull();
		assertThat(found.payload()).isEqualTo(payload);
	}

	@Test
	void keepsAnEmptyPayload() {
		put(fingerprint("scope"), fingerprint("id"), record(new byte[0], Duration.ofHours(1)));
		StoredRecord found = find(fingerprint("scope"), fingerprint("id"));
		assertThat(found).isNotNull();
		assertThat(found.payload()).isEmpty();
	}

	@Test
	void takesUnreadableBytesForAMiss() {
		for (byte[] bytes : List.of(new byte[0], new byte[] { 1 },
				"no record of ours, but long enough for a header".getBytes(StandardCharsets.UTF_8))) {
			Fingerprint id = fingerprint("id of " + bytes.length);
			put(fingerprint("scope"), id, record("answer"));
			overwriteBytes(fingerprint("scope"), id, bytes);
			assertThat(find(fingerprint("scope"), id)).isNull();
			remove(fingerprint("scope"), id);
		}
	}

	@Test
	void takesARecordOfALaterVersionForAMiss() {
		byte[] bytes = record("answer").encode();
		bytes[2]++;
		put(fingerprint("scope"), fingerprint("id"), record("answer"));
		overwriteBytes(fingerprint("scope"), fingerprint("id"), bytes);
		assertThat(find(fingerprint("scope"), fingerprint("id"))).isNull();
	}

	@Test
	void canBePutAgainAfterUnreadableBytes() {
		put(fingerprint("scope"), fingerprint("id"), record("answer"));
		overwriteBytes(fingerprint("scope"), fingerprint("id"), new byte[] { 1 });
		put(fingerprint("scope"), fingerprint("id"), record("again"));
		assertThat(text(find(fingerprint("scope"), fingerprint("id")))).isEqualTo("again");
	}

	@Test
	void losesAndMixesNothingUnderConcurrentWriters() throws Exception {
		int writers = 8;
		int recordsEach = 25;
		try (ExecutorService executor = Executors.newFixedThreadPool(writers)) {
			List<Callable<Void>> tasks = new ArrayList<>();
			for (int writer = 0; writer < writers; writer++) {
				String scope = "scope " + writer;
				tasks.add(() -> {
					for (int i = 0; i < recordsEach; i++) {
						put(fingerprint(scope), fingerprint(scope + i), record(scope + i));
						assertThat(text(find(fingerprint(scope), fingerprint(scope + i)))).isEqualTo(scope + i);
					}
					return null;
				});
			}
			for (Future<Void> future : executor.invokeAll(tasks)) {
				future.get();
			}
		}
		for (int writer = 0; writer < writers; writer++) {
			for (int i = 0; i < recordsEach; i++) {
				String name = "scope " + writer + i;
				assertThat(text(find(fingerprint("scope " + writer), fingerprint(name)))).isEqualTo(name);
			}
		}
	}

}
