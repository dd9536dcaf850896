package dev.llmcache.store;

import java.time.Duration;
import java.time.Instant;

import dev.llmcache.test.MutableInstantSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InMemoryObservationStoreTests extends ObservationStoreContract {

	private static final Observation RIGHT = new Observation(1, true);

	private final MutableInstantSource clock = new MutableInstantSource(Instant.EPOCH);

	private final InMemoryObservationStore store = new InMemoryObservationStore(this.clock);

	@Override
	protected ObservationStore store() {
		return this.store;
	}

	@Test
	void forgetsASubjectAMonthAfterItsLast() {
		this.store.add(SUBJECT, RIGHT);
		this.clock.advance(ObservationStore.LIFETIME.minusMillis(1));
		this.store.add(SUBJECT, RIGHT);
		this.clock.advance(ObservationStore.LIFETIME.minusMillis(1));
		assertThat(this.store.latest(SUBJECT)).hasSize(2);
		this.clock.advance(Duration.ofMillis(1));
		assertThat(this.store.latest(SUBJECT)).isEmpty();
		this.store.add(SUBJECT, RIGHT);
		assertThat(this.store.latest(SUBJECT)).hasSize(1);
	}

	@Test
	void keepsNothingInMemoryThatIsForgotten() {
		this.store.add(SUBJECT, RIGHT);
		this.clock.advance(ObservationStore.LIFETIME);
		this.store.add(OTHER, RIGHT);
		assertThat(this.store.copy()).containsOnlyKeys(OTHER);
		assertThat(this.store.size()).isOne();
	}

	@Test
	void letsGoOfTheSubjectsThatHaveHadNoneForTheLongestTime() {
		InMemoryObservationStore small = new InMemoryObservationStore(this.clock, 3);
		small.add(OTHER, RIGHT);
		small.add(SUBJECT, RIGHT);
		small.add(OTHER, RIGHT);
		small.add(OTHER, RIGHT);
		assertThat(small.latest(SUBJECT)).isEmpty();
		assertThat(small.latest(OTHER)).hasSize(3);
		assertThat(small.size()).isEqualTo(3);
	}

}
