package dev.llmcache.store;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.Set;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.Stamp;
import dev.llmcache.Mark;
import dev.llmcache.test.TestGenerations;
import dev.llmcache.Fingerprint;
import dev.llmcache.store.caffeine.CaffeineAnswerStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(30)
class NearCachedAnswerStoreTests extends AnswerStoreContract {

	private static final Fingerprint KEY = fingerprint("key");

	private final SharedStore shared = new SharedStore();

	private final CaffeineAnswerStore near = new CaffeineAnswerStore(1_000_000, this.clock);

	private final WriteQueue writes = new WriteQueue("tests", 1_000, 1, Duration.ofSeconds(10));

	private final NearCachedAnswerStore store = new NearCachedAnswerStore(this.near, this.shared, this.writes,
			TestGenerations.local(this.clock));

	private final CountDownLatch gate = new CountDownLatch(1);

	@Override
	protected AnswerStore store() {
		return this.store;
	}

	@Override
	protected void overwriteBytes(Fingerprint key, byte[] bytes) {
		drain();
		this.near.remove(key);
		this.shared.encoded.put(key, bytes);
	}

	@AfterEach
	void end() {
		this.gate.countDown();
		this.writes.close();
	}

	private void block() {
		this.writes.execute(() -> awaitUninterrupted(this.gate));
	}

	/** Waits until all that is queued by now is written. */
	private void drain() {
		this.gate.countDown();
		CountDownLatch done = new CountDownLatch(1);
		this.writes.execute(done::countDown);
		awaitUninterrupted(done);
	}

	private static void awaitUninterrupted(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void readsItsOwnWriteBeforeItIsShared() {
		block();
		this.store.put(KEY, record("answer"));
		assertThat(text(this.store.get(KEY))).isEqualTo("answer");
		assertThat(this.shared.encoded).isEmpty();
		drain();
		assertThat(text(this.shared.get(KEY))).isEqualTo("answer");
	}

	@Test
	void asksTheSharedStoreOnlyOnce() {
		this.shared.put(KEY, record("of another process"));
		assertThat(text(this.store.get(KEY))).isEqualTo("of another process");
		assertThat(text(this.store.get(KEY))).isEqualTo("of another process");
		assertThat(this.shared.reads).hasValue(1);
	}

	@Test
	void keepsWhatIsSharedNoLongerThanItLives() {
		this.shared.put(KEY, record(new byte[1], Duration.ofMinutes(10)));
		this.clock.advance(Duration.ofMinutes(9));
		assertThat(this.store.get(KEY)).isNotNull();
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(this.near.get(KEY)).isNull();
		assertThat(this.store.get(KEY)).isNull();
	}

	@Test
	void removesFromBoth() {
		this.store.put(KEY, record("answer"));
		drain();
		this.store.remove(KEY);
		assertThat(this.near.get(KEY)).isNull();
		assertThat(this.shared.encoded).isEmpty();
	}

	@Test
	void aWriteThatWaitsDoesNotBringBackWhatIsRemoved() {
		block();
		this.store.put(KEY, record("answer"));
		this.store.remove(KEY);
		drain();
		assertThat(this.store.get(KEY)).isNull();
		assertThat(this.shared.encoded).isEmpty();
	}

	@Test
	void writesOnlyTheLastOfSeveralThatWait() {
		block();
		this.store.put(KEY, record("first"));
		this.store.put(KEY, record("second"));
		drain();
		assertThat(text(this.shared.get(KEY))).isEqualTo("second");
		assertThat(this.shared.writes).hasValue(1);
	}

	@Test
	void aReadUnderWayDoesNotUndoAPut() {
		this.shared.put(KEY, record("old"));
		this.shared.afterRead = () -> this.store.put(KEY, record("new"));
		this.store.get(KEY);
		assertThat(text(this.store.get(KEY))).isEqualTo("new");
	}

	@Test
	void aReadUnderWayDoesNotUndoARemoval() {
		this.shared.put(KEY, record("old"));
		this.shared.afterRead = () -> this.store.remove(KEY);
		this.store.get(KEY);
		assertThat(this.near.get(KEY)).isNull();
		assertThat(this.store.get(KEY)).isNull();
	}

	@Test
	void servesWhatIsNearWhileTheSharedStoreFails() {
		this.store.put(KEY, record("answer"));
		drain();
		this.shared.broken = true;
		assertThat(text(this.store.get(KEY))).isEqualTo("answer");
	}

	@Test
	void passesOnThatTheSharedStoreFailsAndRecovers() {
		this.shared.put(KEY, record("answer"));
		this.shared.broken = true;
		assertThatIllegalStateException().isThrownBy(() -> this.store.get(KEY));
		this.shared.broken = false;
		assertThat(text(this.store.get(KEY))).isEqualTo("answer");
	}

	@Test
	void putsNearWhatTheSharedStoreRefuses() {
		this.shared.broken = true;
		this.store.put(KEY, record("answer"));
		drain();
		assertThat(text(this.store.get(KEY))).isEqualTo("answer");
		assertThat(this.writes.failed()).isOne();
	}

	@Test
	void removesFromTheNearStoreEvenWhenTheSharedOneFails() {
		this.store.put(KEY, record("answer"));
		drain();
		this.shared.broken = true;
		assertThatIllegalStateException().isThrownBy(() -> this.store.remove(KEY));
		assertThat(this.near.get(KEY)).isNull();
	}

	@Test
	void closesBoth() {
		this.store.put(KEY, record("answer"));
		this.store.close();
		assertThat(this.near.entries()).isZero();
		assertThat(this.shared.closed).isTrue();
	}

	/**
	 * Store in a map, as bytes, that can be made to fail.
	 */
	private final class SharedStore implements AnswerStore {

		final Map<Fingerprint, byte[]> encoded = new ConcurrentHashMap<>();

		final AtomicInteger reads = new AtomicInteger();

		final AtomicInteger writes = new AtomicInteger();

		Runnable afterRead = () -> {
		};

		volatile boolean broken;

		boolean closed;

		@Override
		public @Nullable StoredRecord get(Fingerprint key) {
			check();
			this.reads.incrementAndGet();
			StoredRecord record = StoredRecord.decode(this.encoded.get(key));
			this.afterRead.run();
			return (record != null && record.isLiveAt(NearCachedAnswerStoreTests.this.clock.instant())) ? record : null;
		}

		@Override
		public CompletionStage<@Nullable Void> put(Fingerprint key, StoredRecord record) {
			check();
			this.writes.incrementAndGet();
			StoredRecord present = StoredRecord.decode(this.encoded.get(key));
			if (present == null || present.fence() <= record.fence()) {
				this.encoded.put(key, record.encode());
			}
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public long erase(Set<Mark> marks) {
			check();
			long before = this.encoded.size();
			this.encoded.values()
				.removeIf((bytes) -> Objects.requireNonNull(StoredRecord.decodeStamps(bytes))
					.stream()
					.anyMatch((stamp) -> marks.contains(stamp.mark())));
			return before - this.encoded.size();
		}

		@Override
		public long sweep(UnaryOperator<Set<Stamp>> outdated) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void forEach(Consumer<StoredRecord> action) {
			Instant now = NearCachedAnswerStoreTests.this.clock.instant();
			this.encoded.values()
				.stream()
				.map(StoredRecord::decode)
				.filter((record) -> record.isLiveAt(now))
				.forEach(action);
		}

		@Override
		public void remove(Fingerprint key) {
			check();
			this.encoded.remove(key);
		}

		private void check() {
			if (this.broken) {
				throw new IllegalStateException("broken");
			}
		}

		@Override
		public void close() {
			this.closed = true;
		}

	}

}
