package dev.llmcache.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every {@link AnswerStore} must do.
 */
public abstract class AnswerStoreContract extends StoreContract {

	private static final Fingerprint KEY = fingerprint("key");

	private static final Mark ERASED = new Mark(-1, 7);

	private static final Mark KEPT = new Mark(-1, 8);

	protected abstract AnswerStore store();

	protected abstract void overwriteBytes(Fingerprint key, byte[] bytes);

	@Override
	protected final RecordSource source() {
		return store();
	}

	@Override
	protected final void put(Fingerprint scope, Fingerprint id, StoredRecord record) {
		store().put(keyOf(scope, id), record);
	}

	@Override
	protected final @Nullable StoredRecord find(Fingerprint scope, Fingerprint id) {
		return store().get(keyOf(scope, id));
	}

	@Override
	protected final void remove(Fingerprint scope, Fingerprint id) {
		store().remove(keyOf(scope, id));
	}

	@Override
	protected final void overwriteBytes(Fingerprint scope, Fingerprint id, byte[] bytes) {
		overwriteBytes(keyOf(scope, id), bytes);
	}

	private static Fingerprint keyOf(Fingerprint scope, Fingerprint id) {
		return scope.derive(id.bytes());
	}

	protected final StoredRecord fenced(long fence, String payload) {
		return fenced(fence, payload, Duration.ofHours(1));
	}

	private StoredRecord fenced(long fence, String payload, Duration ttl) {
		Instant now = this.clock.instant();
		return new StoredRecord(7, fence, now, now.plus(ttl), now.plus(ttl), List.of(),
				payload.getBytes(StandardCharsets.UTF_8));
	}

	protected final StoredRecord marked(Mark... marks) {
		Instant now = this.clock.instant();
		Instant end = now.plus(Duration.ofHours(1));
		List<Stamp> stamps = Stream.of(marks).map((mark) -> new Stamp(mark, mark.low() * 31)).toList();
		return new StoredRecord(7, 0, now, end, end, stamps, "answer".getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void keepsARecordThatWasAskedForLater() {
		store().put(KEY, fenced(2, "later"));
		store().put(KEY, fenced(1, "earlier"));
		assertThat(text(store().get(KEY))).isEqualTo("later");
		assertThat(text(store().reload(KEY))).isEqualTo("later");
	}

	@Test
	void replacesARecordThatWasAskedForEarlierOrAtTheSameTime() {
		store().put(KEY, fenced(1, "earlier"));
		store().put(KEY, fenced(2, "later"));
		assertThat(text(store().get(KEY))).isEqualTo("later");
		store().put(KEY, fenced(2, "again"));
		assertThat(text(store().get(KEY))).isEqualTo("again");
	}

	@Test
	void comparesFencesByAllOfTheirBytes() {
		List<Long> fences = List.of(0L, 1L, 0x7FL, 0x80L, 0xFFL, 0x100L, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL,
				0x1_0000_0000L, 1_764_000_000_000_000L, 1_764_000_000_000_001L, Long.MAX_VALUE);
		for (int i = 1; i < fences.size(); i++) {
			Fingerprint key = fingerprint("key " + i);
			store().put(key, fenced(fences.get(i), "later"));
			store().put(key, fenced(fences.get(i - 1), "earlier"));
			assertThat(text(store().get(key))).isEqualTo("later");
		}
	}

	@Test
	void anExpiredRecordThatWasAskedForEarlierRemovesNothing() {
		store().put(KEY, fenced(2, "later"));
		store().put(KEY, fenced(1, "earlier", Duration.ZERO));
		assertThat(text(store().get(KEY))).isEqualTo("later");
	}

	@Test
	void erasesTheRecordsThatBearAMark() {
		store().put(fingerprint("only"), marked(ERASED));
		store().put(fingerprint("among others"), marked(KEPT, ERASED));
		store().put(fingerprint("another"), marked(KEPT));
		store().put(fingerprint("none"), marked());
		assertThat(store().erase(Set.of(ERASED, new Mark(-1, 9)))).isEqualTo(2);
		for (String erased : List.of("only", "among others")) {
			assertThat(store().get(fingerprint(erased))).isNull();
			assertThat(store().reload(fingerprint(erased))).isNull();
		}
		assertThat(store().get(fingerprint("another"))).isNotNull();
		assertThat(store().get(fingerprint("none"))).isNotNull();
	}

	@Test
	void erasesNothingTwice() {
		store().put(KEY, marked(ERASED));
		assertThat(store().erase(Set.of(ERASED))).isOne();
		assertThat(store().erase(Set.of(ERASED))).isZero();
	}

	@Test
	void erasesNothingForNoMarks() {
		store().put(KEY, marked(ERASED));
		assertThat(store().erase(Set.of())).isZero();
		assertThat(store().get(KEY)).isNotNull();
	}

	@Test
	void erasesManyRecordsAmongMany() {
		for (int i = 0; i < 400; i++) {
			store().put(fingerprint("key " + i), marked(KEPT, (i % 4 == 0) ? ERASED : new Mark(-1, 100 + i)));
		}
		assertThat(store().erase(Set.of(ERASED))).isEqualTo(100);
		for (int i = 0; i < 400; i++) {
			assertThat(store().get(fingerprint("key " + i)) == null).isEqualTo(i % 4 == 0);
		}
	}

	@Test
	void takesARecordAfterItsLikeWasErased() {
		store().put(KEY, marked(ERASED));
		store().erase(Set.of(ERASED));
		store().put(KEY, marked(ERASED));
		assertThat(store().get(KEY)).isNotNull();
	}

}
