package dev.llmcache.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import dev.llmcache.Mark;
import dev.llmcache.test.MutableInstantSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InMemoryGenerationStoreTests extends GenerationStoreContract {

	private final MutableInstantSource clock = new MutableInstantSource(Instant.EPOCH);

	private final InMemoryGenerationStore store = new InMemoryGenerationStore(this.clock);

	@Override
	protected GenerationStore store() {
		return this.store;
	}

	/** Lets all expire, and keeps the others by touching them just before. */
	@Override
	protected void lose(Mark mark) {
		this.clock.advance(LIFETIME.minusMillis(1));
		Set<Mark> others = this.store.read(Set.of(TAG, OTHER)).keySet();
		others.remove(mark);
		this.store.readOrCreate(others, LIFETIME);
		this.clock.advance(Duration.ofMillis(1));
	}

	@Test
	void keepsAGenerationAsLongAsWasAskedForAtTheMost() {
		long generation = create(TAG);
		this.store.readOrCreate(Set.of(TAG), Duration.ofMillis(1));
		this.clock.advance(LIFETIME.minusMillis(1));
		assertThat(this.store.read(Set.of(TAG))).containsEntry(TAG, generation);
		this.clock.advance(Duration.ofMillis(1));
		assertThat(this.store.read(Set.of(TAG))).isEmpty();
	}

	@Test
	void keepsAGenerationLongerWhenItIsAskedForAgain() {
		long generation = create(TAG);
		this.clock.advance(LIFETIME.dividedBy(2));
		create(TAG);
		this.clock.advance(LIFETIME.minusMillis(1));
		assertThat(this.store.read(Set.of(TAG))).containsEntry(TAG, generation);
	}

	@Test
	void forgetsWhatWasAskedForLongestAgoRatherThanGrow() {
		long generation = create(TAG);
		for (int i = 0; i < 5 * InMemoryGenerationStore.MOST; i++) {
			this.store.readOrCreate(Set.of(new Mark(77, i)), LIFETIME);
			if (i % 10_000 == 0) {
				assertThat(this.store.read(Set.of(TAG))).containsEntry(TAG, generation);
			}
		}
		assertThat(this.store.size()).isEqualTo(InMemoryGenerationStore.MOST);
		assertThat(this.store.read(Set.of(new Mark(77, 0)))).isEmpty();
	}

}
