package dev.llmcache.edge;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.llmcache.Mark;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EdgePurgesTests {

	private final RecordingPurger purger = new RecordingPurger();

	private EdgePurges purges = purges(Duration.ofHours(1));

	private EdgePurges purges(Duration secondAfter) {
		return new EdgePurges(this.purger, secondAfter, Random.from(new Random(7)));
	}

	@AfterEach
	void close() {
		this.purges.close();
	}

	@Test
	void purgesAtOnceAndWhatOverflowsTogetherWithIt() {
		this.purges.purge(tags(1));
		Awaitility.await().until(() -> this.purger.all().size() == 2);
		assertThat(this.purger.all()).contains(EdgeTag.OVERFLOW).containsAll(tags(1));
	}

	@Test
	void purgesASecondTime() {
		this.purges.close();
		this.purges = purges(Duration.ofMillis(50));
		this.purges.purge(tags(1));
		Awaitility.await().until(() -> this.purger.calls.size() == 2);
		assertThat(this.purger.calls.get(1)).containsAll(tags(1));
		assertThat(this.purges.purged()).isEqualTo(4);
	}

	@Test
	void tellsHowLongPurgesTookAndHowLateTheyWere() {
		CountDownLatch first = new CountDownLatch(1);
		this.purger.gate = first;
		this.purges.purge(tags(1));
		Awaitility.await().until(() -> this.purger.entered.get() > 0);
		assertThat(this.purges.requests()).isEqualTo(PurgeTimes.NONE);
		first.countDown();
		Awaitility.await().until(() -> this.purges.requests().count() == 1);
		assertThat(this.purges.requests().time()).isPositive();
		assertThat(this.purges.lag().count()).isEqualTo(2);
		assertThat(this.purges.lag().time().dividedBy(2)).isGreaterThanOrEqualTo(this.purges.requests().time());
	}

	@Test
	void makesTheSecondPurgesWhenItEnds() {
		this.purges.purge(tags(1));
		Awaitility.await().until(() -> this.purger.calls.size() == 1);
		this.purges.close();
		assertThat(this.purger.calls).hasSize(2).allSatisfy((call) -> assertThat(call).containsAll(tags(1)));
	}

	@Test
	void takesNoMoreAtATimeThanTheProductDoes() {
		this.purges.purge(tags(1000));
		Awaitility.await().until(() -> this.purger.all().size() == 1001);
		assertThat(this.purger.calls).allSatisfy((call) -> assertThat(call).hasSizeLessThanOrEqualTo(30));
	}

	@Test
	void purgesTogetherWhatComesMeanwhile() {
		CountDownLatch first = new CountDownLatch(1);
		this.purger.gate = first;
		this.purges.purge(tags(1));
		Awaitility.await().until(() -> this.purger.entered.get() > 0);
		for (int i = 0; i < 100; i++) {
			this.purges.purge(tags(10));
		}
		first.countDown();
		Awaitility.await().until(() -> this.purger.all().size() == 11);
		assertThat(this.purger.calls).hasSize(2);
	}

	@Test
	void triesAgainWhatFailed() {
		this.purger.failures.set(3);
		this.purges.purge(tags(1));
		Awaitility.await().until(() -> this.purger.calls.size() == 1);
		assertThat(this.purger.entered).hasValue(4);
		assertThat(this.purges.dropped()).isZero();
	}

	@Test
	void dropsWhatIsTooMuch() {
		this.purger.gate = new CountDownLatch(1);
		this.purges.purge(tags(1));
		Awaitility.await().until(() -> this.purger.entered.get() > 0);
		this.purges.purge(tags(EdgePurges.CAPACITY + 10));
		assertThat(this.purges.dropped()).isEqualTo(11);
		this.purger.gate.countDown();
	}

	@Test
	void keepsNoMoreForLaterThanItMay() {
		this.purger.gate = new CountDownLatch(1);
		int times = EdgePurges.CAPACITY_LATER / 2 + 10;
		for (int i = 0; i < times; i++) {
			this.purges.purge(tags(1));
		}
		assertThat(this.purges.dropped()).isEqualTo(20);
		this.purger.gate.countDown();
	}

	@Test
	void aProductThatTakesNoneIsGivenOneAtATime() {
		this.purger.maxTags = 0;
		this.purges.purge(tags(1));
		Awaitility.await().until(() -> this.purger.all().size() == 2);
	}

	@Test
	void afterItsEndCountsWhatIsNotPurged() {
		this.purges.close();
		this.purges.purge(tags(1));
		assertThat(this.purges.dropped()).isEqualTo(2);
	}

	private static Set<EdgeTag> tags(int count) {
		return IntStream.range(0, count)
			.mapToObj((number) -> EdgeTag.of(new Mark(number, 0)))
			.collect(Collectors.toSet());
	}

	/**
	 * Remembers what it purged.
	 */
	private static final class RecordingPurger implements EdgePurger {

		private final List<Set<EdgeTag>> calls = new CopyOnWriteArrayList<>();

		private final AtomicInteger entered = new AtomicInteger();

		private final AtomicInteger failures = new AtomicInteger();

		private volatile int maxTags = 30;

		private volatile CountDownLatch gate = new CountDownLatch(0);

		@Override
		public TagHeader tagHeader() {
			return TagHeader.XKEY;
		}

		@Override
		public int maxTags() {
			return this.maxTags;
		}

		@Override
		public void purge(Set<EdgeTag> tags) throws IOException, InterruptedException {
			this.entered.incrementAndGet();
			this.gate.await();
			if (this.failures.getAndDecrement() > 0) {
				throw new IOException("Not now");
			}
			this.calls.add(Set.copyOf(tags));
		}

		Set<EdgeTag> all() {
			return new ArrayList<>(this.calls).stream()
				.flatMap(Set::stream)
				.collect(Collectors.toCollection(HashSet::new));
		}

	}

}
