package dev.llmcache.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.llmcache.Invalidation;
import dev.llmcache.Owner;
import dev.llmcache.VectorKey;
import dev.llmcache.VectorKey.Kind;
import dev.llmcache.test.TestVectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every store of vectors has to do.
 */
public abstract class EmbeddingStoreContract {

	protected abstract EmbeddingStore store();

	/** The same store after a restart of the process. */
	protected abstract EmbeddingStore reopened();

	protected static VectorKey document(String text) {
		return TestVectors.keys().document("space", text).getFirst();
	}

	protected static VectorKey question(Owner owner, String text) {
		return TestVectors.keys().question("space", owner, text);
	}

	protected static byte[] vector(int seed, int dimension) {
		float[] vector = new float[dimension];
		for (int i = 0; i < dimension; i++) {
			vector[i] = (float) Math.sin(seed * 31.0 + i);
		}
		return StoredVector.encode(vector, false);
	}

	protected static Map<VectorKey, byte[]> documents(int count, int dimension) {
		return IntStream.range(0, count)
			.boxed()
			.collect(Collectors.toMap((i) -> document("text " + i), (i) -> vector(i, dimension)));
	}

	@Test
	void givesWhatItWasGiven() {
		store().put(Map.of(document("a"), vector(1, 384), document("b"), vector(2, 3)));
		Map<VectorKey, byte[]> found = store().get(List.of(document("b"), document("c"), document("a")));
		assertThat(found).containsOnlyKeys(document("a"), document("b"));
		assertThat(found.get(document("a"))).isEqualTo(vector(1, 384));
		assertThat(found.get(document("b"))).isEqualTo(vector(2, 3));
	}

	@Test
	void takesNothingAndIsAskedForNothing() {
		store().put(Map.of());
		assertThat(store().get(List.of())).isEmpty();
		assertThat(store().get(List.of(document("a")))).isEmpty();
	}

	@Test
	void replacesWhatItHas() {
		store().put(Map.of(document("a"), vector(1, 384)));
		store().put(Map.of(document("a"), vector(2, 768), document("b"), vector(3, 768)));
		assertThat(store().get(List.of(document("a"))).get(document("a"))).isEqualTo(vector(2, 768));
	}

	@Test
	void takesAThousandAtOnceOfAnyLength() {
		Map<VectorKey, byte[]> many = new HashMap<>(documents(1_200, 64));
		many.put(document("long"), vector(7, 4_096));
		store().put(many);
		Map<VectorKey, byte[]> found = store().get(many.keySet());
		assertThat(found).hasSize(1_201);
		many.forEach((key, vector) -> assertThat(found.get(key)).isEqualTo(vector));
	}

	@Test
	void outlivesTheProcess() {
		Map<VectorKey, byte[]> many = documents(100, 384);
		store().put(many);
		assertThat(reopened().get(many.keySet())).hasSize(100);
	}

	@Test
	void takesTheSameFromManyAtOnce() throws Exception {
		Map<VectorKey, byte[]> many = documents(300, 16);
		try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
			List<Future<?>> writes = IntStream.range(0, 16)
				.<Future<?>>mapToObj((i) -> threads.submit(() -> store().put(many)))
				.toList();
			for (Future<?> write : writes) {
				write.get();
			}
		}
		assertThat(store().get(many.keySet())).hasSize(300);
	}

	@Test
	void erasesAnOwnersQuestionsAndNothingElse() {
		if (!store().keeps(Kind.QUESTION)) {
			assertThat(store().erase(Set.copyOf(TestVectors.MARKS.of(Invalidation.byTenant("acme"))))).isZero();
			return;
		}
		Owner acme = new Owner.Tenant("acme");
		Owner ann = new Owner.User("acme", "ann");
		Owner globex = new Owner.Tenant("globex");
		store().put(Map.of(question(acme, "q"), vector(1, 8), question(ann, "q"), vector(2, 8), question(globex, "q"),
				vector(3, 8), question(new Owner.Application(), "q"), vector(4, 8), document("q"), vector(5, 8)));
		assertThat(store().erase(Set.copyOf(TestVectors.MARKS.of(Invalidation.byUser("acme", "ann"))))).isOne();
		assertThat(store().get(List.of(question(acme, "q"), question(ann, "q")))).containsOnlyKeys(question(acme, "q"));
		assertThat(store().erase(Set.copyOf(TestVectors.MARKS.of(Invalidation.byTenant("acme"))))).isOne();
		assertThat(store().get(List.of(question(acme, "q"), question(globex, "q"),
				question(new Owner.Application(), "q"), document("q"))))
			.hasSize(3);
	}

	@Test
	void keepsNothingThatIsInternal() {
		assertThat(store().keeps(Kind.DOCUMENT)).isTrue();
		assertThat(store().keeps(Kind.INTERNAL)).isFalse();
	}

	protected static Duration lifetime() {
		return Duration.ofDays(90);
	}

}
