package dev.llmcache.store;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

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
	void forgetsWhatIsAskedForLeastRatherThanGrow() {
		long generation = create(TAG);
		for (int i = 0; i < 5 * InMemoryGenerationStore.MOST; i++) {
			this.store.readOrCreate(Set.of(new Mark(77, i)), LIFETIME);
			if (i % 10_000 == 0) {
				assertThat(this.store.read(Set.of(TAG))).containsEntry(TAG, generation);
			}
		}
		assertThat(this.store.size()).isEqualTo(InMemoryGenerationStore.MOST);
	}

	@Test
	void readsAllAtOneMomentHoweverOftenTheyAreReplaced() throws Exception {
		Set<Mark> marks = Set.of(TAG, Mark.ANY_INVALIDATION);
		Set<Map<Mark, Long>> replaced = new HashSet<>();
		replaced.add(this.store.replace(marks, LIFETIME));
		AtomicBoolean ended = new AtomicBoolean();
		try (ExecutorService reader = Executors.newSingleThreadExecutor()) {
			Future<Set<Map<Mark, Long>>> seen = reader.submit(() -> {
				Set<Map<Mark, Long>> read = new HashSet<>();
				while (!ended.get()) {
					read.add(this.store.read(marks));
				}
				return read;
			});
			for (int i = 0; i < 20_000; i++) {
				replaced.add(this.store.replace(marks, LIFETIME));
			}
			ended.set(true);
			assertThat(replaced).containsAll(seen.get());
		}
	}

}
