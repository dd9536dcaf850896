package dev.llmcache.store;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every {@link GenerationStore} must do. Each test starts with an empty store.
 */
public abstract class GenerationStoreContract {

	protected static final Duration LIFETIME = Duration.ofHours(1);

	protected static final Mark TAG = mark(7);

	protected static final Mark OTHER = mark(8);

	protected abstract GenerationStore store();

	/** Has the store lose the generation of a mark, as eviction or expiry does. */
	protected abstract void lose(Mark mark);

	protected static Mark mark(long number) {
		return Mark.read(ByteBuffer.allocate(Mark.LENGTH).putLong(~number).putLong(number).flip());
	}

	public static long generation(Map<Mark, Long> generations, Mark mark) {
		return Objects.requireNonNull(generations.get(mark));
	}

	protected final long create(Mark mark) {
		return generation(store().readOrCreate(Set.of(mark), LIFETIME), mark);
	}

	protected final long replace(Mark mark) {
		return generation(store().replace(Set.of(mark), LIFETIME), mark);
	}

	@Test
	void readsNothingThatWasNeverMade() {
		assertThat(store().read(Set.of(TAG, OTHER, Mark.ANY_INVALIDATION))).isEmpty();
	}

	@Test
	void readsAndMakesNothingForNoMarks() {
		assertThat(store().read(Set.of())).isEmpty();
		assertThat(store().readOrCreate(Set.of(), LIFETIME)).isEmpty();
	}

	@Test
	void makesAGenerationWhereThereIsNone() {
		long generation = create(TAG);
		assertThat(store().read(Set.of(TAG, OTHER))).isEqualTo(Map.of(TAG, generation));
	}

	@Test
	void keepsAGenerationThatIsThere() {
		long generation = create(TAG);
		assertThat(store().readOrCreate(Set.of(TAG, OTHER), LIFETIME)).containsOnlyKeys(TAG, OTHER)
			.containsEntry(TAG, generation);
	}

	@Test
	void givesMarksGenerationsOfTheirOwn() {
		Set<Mark> marks = LongStream.range(0, 100).mapToObj(GenerationStoreContract::mark).collect(Collectors.toSet());
		Map<Mark, Long> generations = store().readOrCreate(marks, LIFETIME);
		assertThat(generations.values()).doesNotHaveDuplicates().hasSize(100);
		assertThat(store().read(marks)).isEqualTo(generations);
	}

	@Test
	void replacesAGeneration() {
		long before = create(TAG);
		long after = replace(TAG);
		assertThat(after).isNotEqualTo(before);
		assertThat(create(TAG)).isEqualTo(after);
	}

	@Test
	void makesAGenerationInPlaceOfNone() {
		long generation = replace(TAG);
		assertThat(store().read(Set.of(TAG))).isEqualTo(Map.of(TAG, generation));
	}

	@Test
	void leavesTheGenerationsOfOtherMarks() {
		long other = create(OTHER);
		replace(TAG);
		assertThat(create(OTHER)).isEqualTo(other);
	}

	@Test
	void replacesThatOfAnyInvalidationWithEveryOther() {
		long before = create(Mark.ANY_INVALIDATION);
		Map<Mark, Long> replaced = store().replace(Set.of(TAG, OTHER), LIFETIME);
		assertThat(replaced).containsOnlyKeys(TAG, OTHER, Mark.ANY_INVALIDATION);
		assertThat(replaced.get(Mark.ANY_INVALIDATION)).isNotEqualTo(before);
		assertThat(store().read(replaced.keySet())).isEqualTo(replaced);
	}

	@Test
	void replacesThatOfAnyInvalidationWithNoOther() {
		long before = create(Mark.ANY_INVALIDATION);
		assertThat(store().replace(Set.of(), LIFETIME)).containsOnlyKeys(Mark.ANY_INVALIDATION);
		assertThat(create(Mark.ANY_INVALIDATION)).isNotEqualTo(before);
	}

	@Test
	void keepsWhatIsReplacedTwiceOnlyAsItWasLast() {
		Set<Long> seen = new HashSet<>();
		for (int i = 0; i < 20; i++) {
			assertThat(seen.add(replace(TAG))).isTrue();
		}
	}

	@Test
	void hasNoGenerationThatWasLost() {
		create(TAG);
		long other = create(OTHER);
		lose(TAG);
		assertThat(store().read(Set.of(TAG, OTHER))).isEqualTo(Map.of(OTHER, other));
	}

	@Test
	void knowsWhetherStampsAreCurrent() {
		Stamp tag = new Stamp(TAG, create(TAG));
		Stamp other = new Stamp(OTHER, create(OTHER));
		assertThat(store().areCurrent(List.of(tag, other, tag))).isTrue();
		assertThat(store().areCurrent(List.of())).isTrue();
		replace(TAG);
		assertThat(store().areCurrent(List.of(other, tag))).isFalse();
		assertThat(store().areCurrent(List.of(other))).isTrue();
		lose(OTHER);
		assertThat(store().areCurrent(List.of(other))).isFalse();
	}

	@Test
	void makesAnotherGenerationInPlaceOfALostOne() {
		long before = create(TAG);
		lose(TAG);
		assertThat(create(TAG)).isNotEqualTo(before);
	}

	@Test
	void tellsAllReadersTheSame() throws Exception {
		Set<Mark> marks = Set.of(TAG, OTHER, Mark.ANY_INVALIDATION);
		List<Map<Mark, Long>> read = together(() -> store().readOrCreate(marks, LIFETIME));
		assertThat(read).containsOnly(read.get(0));
	}

	@Test
	void readsAllMarksAtOneMoment() throws Exception {
		Set<Mark> marks = Set.of(TAG, OTHER);
		store().readOrCreate(marks, LIFETIME);
		List<Map<Mark, Long>> seen = together(() -> {
			Map<Mark, Long> own = store().replace(marks, LIFETIME);
			Map<Mark, Long> read = store().read(own.keySet());
			assertThat(own.keySet()).isEqualTo(read.keySet());
			return read;
		});
		Map<Long, Map<Mark, Long>> byInvalidation = new HashMap<>();
		for (Map<Mark, Long> generations : seen) {
			Map<Mark, Long> same = byInvalidation.putIfAbsent(generations.get(Mark.ANY_INVALIDATION), generations);
			assertThat(generations).isEqualTo((same != null) ? same : generations);
		}
	}

	@Test
	void readsNothingOlderThanWhatWasReplacedBefore() throws Exception {
		Set<Long> outdated = ConcurrentHashMap.newKeySet();
		together(() -> {
			for (int i = 0; i < 20; i++) {
				outdated.add(create(TAG));
				Set<Long> before = Set.copyOf(outdated);
				replace(TAG);
				assertThat(before).doesNotContain(create(TAG));
			}
			return Map.of();
		});
	}

	private static List<Map<Mark, Long>> together(Callable<Map<Mark, Long>> task) throws Exception {
		try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
			List<Map<Mark, Long>> results = new ArrayList<>();
			for (Future<Map<Mark, Long>> future : threads.invokeAll(Collections.nCopies(8, task))) {
				results.add(future.get());
			}
			return results;
		}
	}

}
