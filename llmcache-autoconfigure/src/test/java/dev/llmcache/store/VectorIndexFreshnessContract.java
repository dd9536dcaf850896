package dev.llmcache.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What every {@link VectorIndex} must do about answers that are not wanted any more.
 */
public abstract class VectorIndexFreshnessContract extends VectorIndexContract {

	private static final Fingerprint SCOPE = fingerprint("scope");

	private static final Mark GONE = new Mark(-1, 7);

	private static final Mark KEPT = new Mark(-1, 8);

	private StoredRecord record(long fence, String payload, Mark... marks) {
		Instant now = this.clock.instant();
		Instant end = now.plus(Duration.ofHours(1));
		List<Stamp> stamps = Stream.of(marks).map(VectorIndexFreshnessContract::stamp).toList();
		return new StoredRecord(7, fence, now, end, end, stamps, payload.getBytes(StandardCharsets.UTF_8));
	}

	private static Stamp stamp(Mark mark) {
		return new Stamp(mark, mark.low() * 31);
	}

	private static Set<Stamp> outdated(Set<Stamp> stamps) {
		Set<Stamp> outdated = new HashSet<>(stamps);
		outdated.retainAll(Set.of(stamp(GONE)));
		return outdated;
	}

	@Test
	void keepsARecordThatWasAskedForLater() {
		put(SCOPE, fingerprint("id"), record(2, "later"));
		put(SCOPE, fingerprint("id"), record(1, "earlier"));
		assertThat(text(find(SCOPE, fingerprint("id")))).isEqualTo("later");
	}

	@Test
	void keepsARecordThatWasAskedForLaterHoweverManyWerePutSince() {
		put(SCOPE, fingerprint("id"), record(2, "later"));
		for (int i = 0; i < 200; i++) {
			put(SCOPE, fingerprint("other " + i), record(1, "other"));
		}
		put(SCOPE, fingerprint("id"), record(1, "earlier"));
		assertThat(text(find(SCOPE, fingerprint("id")))).isEqualTo("later");
	}

	@Test
	void replacesARecordThatWasAskedForEarlierOrAtTheSameTime() {
		put(SCOPE, fingerprint("id"), record(1, "earlier"));
		put(SCOPE, fingerprint("id"), record(2, "later"));
		put(SCOPE, fingerprint("id"), record(2, "again"));
		assertThat(text(find(SCOPE, fingerprint("id")))).isEqualTo("again");
	}

	@Test
	void erasesTheRecordsThatBearAMark() {
		put(SCOPE, fingerprint("only"), record(1, "answer", GONE));
		put(SCOPE, fingerprint("among others"), record(1, "answer", KEPT, GONE));
		put(SCOPE, fingerprint("another"), record(1, "answer", KEPT));
		put(SCOPE, fingerprint("none"), record(1, "answer"));
		assertThat(index().erase(Set.of(GONE, new Mark(-1, 9)))).isEqualTo(2);
		assertThat(find(SCOPE, fingerprint("only"))).isNull();
		assertThat(find(SCOPE, fingerprint("among others"))).isNull();
		assertThat(find(SCOPE, fingerprint("another"))).isNotNull();
		assertThat(find(SCOPE, fingerprint("none"))).isNotNull();
		assertThat(index().erase(Set.of(GONE))).isZero();
	}

	@Test
	void erasesManyRecordsAmongMany() {
		for (int i = 0; i < 1_000; i++) {
			put(SCOPE, fingerprint("id " + i), record(1, "answer", KEPT, (i % 4 == 0) ? GONE : new Mark(-1, 100 + i)));
		}
		assertThat(index().erase(Set.of(GONE))).isEqualTo(250);
		for (int i = 0; i < 1_000; i++) {
			assertThat(find(SCOPE, fingerprint("id " + i)) == null).as("%d", i).isEqualTo(i % 4 == 0);
		}
	}

	@Test
	void erasesNothingForNoMarks() {
		put(SCOPE, fingerprint("id"), record(1, "answer", GONE));
		assertThat(index().erase(Set.of())).isZero();
		assertThat(find(SCOPE, fingerprint("id"))).isNotNull();
	}

	@Test
	void sweepsWhatIsOutdated() {
		for (int i = 0; i < 1_000; i++) {
			put(SCOPE, fingerprint("id " + i), record(1, "answer", KEPT, (i % 2 == 0) ? GONE : new Mark(-1, 100 + i)));
		}
		assertThat(index().sweep(VectorIndexFreshnessContract::outdated)).isEqualTo(500);
		for (int i = 0; i < 1_000; i++) {
			assertThat(find(SCOPE, fingerprint("id " + i)) == null).as("%d", i).isEqualTo(i % 2 == 0);
		}
		assertThat(index().sweep(VectorIndexFreshnessContract::outdated)).isZero();
	}

	@Test
	void sweepsNothingWhenItIsNotKnownWhatIsOutdated() {
		put(SCOPE, fingerprint("id"), record(1, "answer", GONE));
		assertThatThrownBy(() -> index().sweep((stamps) -> {
			throw new IllegalStateException("unknown");
		})).hasMessage("unknown");
		assertThat(find(SCOPE, fingerprint("id"))).isNotNull();
	}

	@Test
	void takesARecordAfterItsLikeWasErased() {
		put(SCOPE, fingerprint("id"), record(2, "later", GONE));
		index().erase(Set.of(GONE));
		put(SCOPE, fingerprint("id"), record(1, "earlier", KEPT));
		assertThat(text(find(SCOPE, fingerprint("id")))).isEqualTo("earlier");
	}

}
