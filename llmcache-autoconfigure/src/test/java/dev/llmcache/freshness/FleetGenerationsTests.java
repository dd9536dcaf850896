package dev.llmcache.freshness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import dev.llmcache.Generations;
import dev.llmcache.GenerationsUnknownException;
import dev.llmcache.Mark;
import dev.llmcache.Snapshot;
import dev.llmcache.Stamp;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.InMemoryGenerationStore;
import dev.llmcache.test.MutableInstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FleetGenerationsTests {

	private static final Mark TAG = new Mark(1, 1);

	private static final Mark OTHER = new Mark(1, 2);

	private static final Duration DAY = Duration.ofDays(1);

	private static final Freshness LAGGING = new Freshness(false, Duration.ofSeconds(1), Duration.ofSeconds(30),
			Duration.ofDays(7));

	private static final Freshness STRICT = new Freshness(true, Duration.ofSeconds(1), Duration.ofSeconds(30),
			Duration.ofDays(7));

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final SharedStore store = new SharedStore();

	private final FleetGenerations here = new FleetGenerations(this.store, LAGGING, this.clock);

	private final FleetGenerations there = new FleetGenerations(this.store, LAGGING, this.clock);

	@Test
	void whatWasNotInvalidatedIsCurrent() {
		List<Stamp> stamps = stamps(this.here, TAG);
		assertThat(this.here.areCurrent(stamps)).isTrue();
		assertThat(this.there.areCurrent(stamps)).isTrue();
	}

	@Test
	void onlyThoseThatAreReadInThisProcessWheneverTheyAreNeededAreNear() {
		assertThat(new FleetGenerations(this.store, STRICT, this.clock).areNear()).isFalse();
		assertThat(this.here.areNear()).isFalse();
		assertThat(new FleetGenerations(new InMemoryGenerationStore(this.clock), LAGGING, this.clock).areNear())
			.isFalse();
		assertThat(new FleetGenerations(new InMemoryGenerationStore(this.clock), STRICT, this.clock).areNear())
			.isTrue();
	}

	@Test
	void whatNothingInvalidatesIsCurrentWhateverTheStoreSays() {
		this.store.broken = true;
		assertThat(new FleetGenerations(this.store, STRICT, this.clock).areCurrent(List.of())).isTrue();
		assertThat(this.here.areCurrent(List.of())).isTrue();
	}

	@Test
	void whatIsInvalidatedIsOutdatedAtOnceWhereItHappens() {
		List<Stamp> stamps = stamps(this.here, TAG, OTHER);
		this.here.replace(Set.of(TAG));
		assertThat(this.here.outdated(stamps)).extracting(Stamp::mark).containsExactly(TAG);
	}

	@Test
	void othersLearnOfItWithinTheLag() {
		List<Stamp> stamps = stamps(this.there, TAG);
		this.here.replace(Set.of(TAG));
		assertThat(this.there.areCurrent(stamps)).isTrue();
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(this.there.areCurrent(stamps)).isFalse();
	}

	@Test
	void othersLearnOfItAtOnceWhenTheyAreTold() {
		List<Stamp> stamps = stamps(this.there, TAG);
		this.store.tells = true;
		this.here.replace(Set.of(TAG));
		assertThat(this.there.areCurrent(stamps)).isFalse();
	}

	@Test
	void strictInstancesLearnOfItAtOnce() {
		Generations strict = new FleetGenerations(this.store, STRICT, this.clock);
		List<Stamp> stamps = stamps(strict, TAG);
		assertThat(strict.areCurrent(stamps)).isTrue();
		this.here.replace(Set.of(TAG));
		assertThat(strict.areCurrent(stamps)).isFalse();
	}

	@Test
	void readsAgainWhatItMayHaveMissed() {
		List<Stamp> stamps = stamps(this.there, TAG);
		this.here.replace(Set.of(TAG));
		this.there.interrupted();
		assertThat(this.there.areCurrent(stamps)).isFalse();
	}

	@Test
	void anInvalidationThatFailedIsNotForgottenWhenOneBeforeItSucceeds() {
		List<Stamp> stamps = stamps(this.here, TAG);
		this.store.duringReplace = () -> {
			this.store.broken = true;
			assertThatExceptionOfType(GenerationsUnknownException.class)
				.isThrownBy(() -> this.here.replace(Set.of(TAG)));
			this.store.broken = false;
		};
		this.here.replace(Set.of(TAG));
		assertThatExceptionOfType(GenerationsUnknownException.class)
			.isThrownBy(() -> this.here.snapshot(Set.of(TAG), DAY));
		this.here.retry();
		assertThat(this.here.areCurrent(stamps(this.here, TAG))).isTrue();
		assertThat(this.here.areCurrent(stamps)).isFalse();
	}

	@Test
	void aReadThatWasUnderWayDoesNotUndoAnInvalidationThatWasPushedMeanwhile() {
		List<Stamp> stamps = stamps(this.here, TAG);
		this.clock.advance(Duration.ofSeconds(1));
		this.store.duringRead = () -> {
			this.here.replace(Set.of(TAG));
			this.here.replaced(this.store.map.read(Set.of(TAG)));
		};
		this.here.areCurrent(stamps);
		assertThat(this.here.areCurrent(stamps)).isFalse();
	}

	@Test
	void writesWhatIsPendingALittleAtATime() {
		this.store.broken = true;
		List<Mark> many = IntStream.range(0, 2_000).mapToObj((i) -> new Mark(7, i)).toList();
		assertThatExceptionOfType(GenerationsUnknownException.class).isThrownBy(() -> this.here.replace(many));
		this.store.broken = false;
		this.store.mostAtOnce = 500;
		this.here.retry();
		assertThat(this.here.areCurrent(stamps(this.here, many.getLast()))).isTrue();
	}

	@Test
	void relyingOnWhatWasReadCostsNoReads() {
		List<Stamp> stamps = stamps(this.here, TAG);
		int reads = this.store.reads;
		for (int i = 0; i < 10; i++) {
			assertThat(this.here.areCurrent(stamps)).isTrue();
			this.here.snapshot(Set.of(TAG), DAY);
		}
		assertThat(this.store.reads).isEqualTo(reads);
	}

	@Test
	void aLostGenerationIsOutdated() {
		List<Stamp> stamps = stamps(this.here, TAG);
		this.store.lose();
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(this.here.areCurrent(stamps)).isFalse();
		this.here.snapshot(Set.of(TAG), DAY);
		assertThat(this.here.areCurrent(stamps)).isFalse();
	}

	@Test
	void goesOnServingForATimeWithoutTheStore() {
		List<Stamp> stamps = stamps(this.here, TAG);
		this.store.broken = true;
		this.clock.advance(Duration.ofSeconds(30));
		assertThat(this.here.areCurrent(stamps)).isTrue();
		this.clock.advance(Duration.ofMillis(1));
		assertThatThrownBy(() -> this.here.areCurrent(stamps)).isInstanceOf(GenerationsUnknownException.class);
	}

	@Test
	void losingThePushAndTheStoreIsNoReasonToServeNothing() {
		List<Stamp> stamps = stamps(this.here, TAG);
		this.store.broken = true;
		this.here.interrupted();
		assertThat(this.here.areCurrent(stamps)).isTrue();
	}

	@Test
	void strictInstancesServeNothingWithoutTheStore() {
		Generations strict = new FleetGenerations(this.store, STRICT, this.clock);
		List<Stamp> stamps = stamps(strict, TAG);
		this.store.broken = true;
		assertThatThrownBy(() -> strict.areCurrent(stamps)).isInstanceOf(GenerationsUnknownException.class);
	}

	@Test
	void whatCannotBeWrittenIsOutdatedHereUntilItIs() {
		List<Stamp> stamps = stamps(this.here, TAG);
		List<Stamp> known = stamps(this.there, TAG);
		this.store.broken = true;
		assertThatThrownBy(() -> this.here.replace(Set.of(TAG))).isInstanceOf(GenerationsUnknownException.class);
		assertThat(this.here.areCurrent(stamps)).isFalse();
		assertThatThrownBy(() -> this.here.snapshot(Set.of(TAG), DAY)).isInstanceOf(GenerationsUnknownException.class);
		assertThat(this.there.areCurrent(known)).isTrue();
		this.store.broken = false;
		this.here.retry();
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(this.here.areCurrent(stamps)).isFalse();
		assertThat(this.there.areCurrent(stamps)).isFalse();
		assertThat(this.here.areCurrent(stamps(this.here, TAG))).isTrue();
	}

	@Test
	void marksThatBecomeKnownLaterAreAddedIfNothingWasInvalidatedSince() {
		Snapshot before = this.here.snapshot(Set.of(TAG), DAY);
		Snapshot extended = this.here.extend(before, Set.of(OTHER), DAY);
		assertThat(extended).isNotNull();
		assertThat(extended.stamps()).extracting(Stamp::mark).containsExactlyInAnyOrder(TAG, OTHER);
		assertThat(this.here.areCurrent(extended.stamps())).isTrue();
	}

	@Test
	void marksThatBecomeKnownLaterAreRefusedIfAnythingWasInvalidatedSince() {
		Snapshot before = this.here.snapshot(Set.of(TAG), DAY);
		this.there.replace(Set.of(OTHER));
		assertThat(this.here.extend(before, Set.of(OTHER), DAY)).isNull();
	}

	@Test
	void generationsOutliveTheAnswersThatBearThem() {
		List<Stamp> stamps = this.here.snapshot(Set.of(TAG), Duration.ofHours(1)).stamps();
		this.clock.advance(Duration.ofMinutes(59));
		assertThat(this.here.areCurrent(stamps)).isTrue();
		List<Stamp> longer = this.here.snapshot(Set.of(TAG), Duration.ofDays(20)).stamps();
		this.clock.advance(Duration.ofDays(20));
		assertThat(this.here.areCurrent(longer)).isTrue();
	}

	@Test
	void aReadThatWasUnderWayDoesNotUndoAnInvalidation() {
		List<Stamp> stamps = stamps(this.here, TAG);
		this.clock.advance(Duration.ofSeconds(1));
		this.store.duringRead = () -> this.here.replace(Set.of(TAG));
		this.here.areCurrent(stamps);
		assertThat(this.here.areCurrent(stamps)).isFalse();
	}

	private static List<Stamp> stamps(Generations generations, Mark... marks) {
		return generations.snapshot(Set.of(marks), DAY).stamps();
	}

	/**
	 * Store that can break, lose everything, and tell or not.
	 */
	private final class SharedStore implements GenerationStore {

		private InMemoryGenerationStore map = new InMemoryGenerationStore(FleetGenerationsTests.this.clock);

		private final List<Listener> listeners = new ArrayList<>();

		private @Nullable Runnable duringRead;

		private @Nullable Runnable duringReplace;

		private int mostAtOnce = Integer.MAX_VALUE;

		private boolean broken;

		private boolean tells;

		private int reads;

		void lose() {
			this.map = new InMemoryGenerationStore(FleetGenerationsTests.this.clock);
		}

		@Override
		public Map<Mark, Long> read(Set<Mark> marks) {
			check();
			Map<Mark, Long> read = new HashMap<>(this.map.read(marks));
			Runnable interfering = this.duringRead;
			if (interfering != null) {
				this.duringRead = null;
				interfering.run();
			}
			return read;
		}

		@Override
		public Map<Mark, Long> readOrCreate(Set<Mark> marks, Duration lifetime) {
			check();
			return this.map.readOrCreate(marks, lifetime);
		}

		@Override
		public Map<Mark, Long> replace(Set<Mark> marks, Duration lifetime) {
			check();
			assertThat(marks.size()).isLessThanOrEqualTo(this.mostAtOnce);
			Map<Mark, Long> replaced = this.map.replace(marks, lifetime);
			Runnable interfering = this.duringReplace;
			if (interfering != null) {
				this.duringReplace = null;
				interfering.run();
			}
			if (this.tells) {
				this.listeners.forEach((listener) -> listener.replaced(replaced));
			}
			return replaced;
		}

		private void check() {
			this.reads++;
			if (this.broken) {
				throw new IllegalStateException("broken");
			}
		}

		@Override
		public void listen(Listener listener) {
			this.listeners.add(listener);
		}

		@Override
		public void close() {
		}

	}

}
