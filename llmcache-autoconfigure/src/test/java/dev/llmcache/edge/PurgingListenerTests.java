package dev.llmcache.edge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.llmcache.CacheHooks;
import dev.llmcache.CacheKey;
import dev.llmcache.CacheListener;
import dev.llmcache.CacheTracing;
import dev.llmcache.Fingerprint;
import dev.llmcache.Generations;
import dev.llmcache.GenerationsUnknownException;
import dev.llmcache.HitSource;
import dev.llmcache.Invalidation;
import dev.llmcache.InvalidationFailedException;
import dev.llmcache.LlmCache;
import dev.llmcache.Mark;
import dev.llmcache.Snapshot;
import dev.llmcache.Stamp;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * From an invalidation to its purge.
 */
class PurgingListenerTests {

	private static final Mark MARK = new Mark(3, 4);

	private final List<String> order = new ArrayList<>();

	private final Set<EdgeTag> purged = ConcurrentHashMap.newKeySet();

	private final EdgePurges purges = new EdgePurges(new EdgePurger() {

		@Override
		public TagHeader tagHeader() {
			return TagHeader.XKEY;
		}

		@Override
		public void purge(Set<EdgeTag> tags) {
			PurgingListenerTests.this.purged.addAll(tags);
		}

	}, Duration.ofHours(1), Random.from(new Random(7)));

	private final PurgingListener listener = new PurgingListener(List.of(this.purges));

	@AfterEach
	void close() {
		this.purges.close();
	}

	@Test
	void purgesWhatWasInvalidated() {
		this.listener.invalidated(Set.of(MARK));
		awaitPurged(EdgeTag.of(MARK));
	}

	@Test
	void purgesAnAnswerThatWasRejected() {
		byte[] bytes = new byte[Fingerprint.LENGTH];
		bytes[0] = 9;
		Fingerprint entry = Fingerprint.of(bytes);
		this.listener.rejected(new HitSource.SameQuestion(new CacheKey(entry, entry), Instant.EPOCH));
		awaitPurged(EdgeTag.of(entry));
	}

	@Test
	void isToldOnceTheGenerationsHaveChanged() {
		cache(false).invalidate(Invalidation.byTag("hours"));
		assertThat(this.order).containsExactly("replaced", "told");
	}

	@Test
	void isToldThoughTheChangeCouldNotBeWritten() {
		assertThatExceptionOfType(InvalidationFailedException.class)
			.isThrownBy(() -> cache(true).invalidate(Invalidation.byTag("hours")));
		assertThat(this.order).containsExactly("replaced", "told");
	}

	@Test
	void isToldOfAnswersThatWereWrongAndNotOfOthers() {
		LlmCache cache = cache(false);
		cache.confirm("id");
		assertThat(this.order).isEmpty();
		cache.reject("id");
		cache.reject("unknown");
		assertThat(this.order).containsExactly("rejected");
	}

	private LlmCache cache(boolean failing) {
		CacheListener told = new CacheListener() {

			@Override
			public void invalidated(Set<Mark> marks) {
				assertThat(marks).containsExactly(MARK);
				PurgingListenerTests.this.order.add("told");
			}

			@Override
			public void rejected(HitSource source) {
				PurgingListenerTests.this.order.add("rejected");
			}

		};
		byte[] bytes = new byte[Fingerprint.LENGTH];
		HitSource source = new HitSource.SameQuestion(new CacheKey(Fingerprint.of(bytes), Fingerprint.of(bytes)),
				Instant.EPOCH);
		return new LlmCache(List.of(), List.of(), new RecordingGenerations(failing), (invalidation) -> List.of(MARK),
				new CacheHooks((layer, failure) -> {
				}, CacheListener.all(List.of(CacheListener.NONE, told)), CacheTracing.NONE,
						(id) -> id.equals("id") ? source : null, Runnable::run));
	}

	private void awaitPurged(EdgeTag tag) {
		Awaitility.await().untilAsserted(() -> assertThat(new HashSet<>(this.purged)).contains(tag));
	}

	/**
	 * Remembers when they changed.
	 */
	private final class RecordingGenerations implements Generations {

		private final boolean failing;

		RecordingGenerations(boolean failing) {
			this.failing = failing;
		}

		@Override
		public Snapshot snapshot(Collection<Mark> marks, Duration lifetime) {
			return Snapshot.EMPTY;
		}

		@Override
		public @Nullable Snapshot extend(Snapshot earlier, Collection<Mark> marks, Duration lifetime) {
			return earlier;
		}

		@Override
		public Set<Stamp> outdated(Collection<Stamp> stamps) {
			return Set.of();
		}

		@Override
		public void replace(Collection<Mark> marks) {
			PurgingListenerTests.this.order.add("replaced");
			if (this.failing) {
				throw new GenerationsUnknownException(new IllegalStateException("down"));
			}
		}

	}

}
