package dev.llmcache.store.observed;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import dev.llmcache.Fingerprint;
import dev.llmcache.Layer;
import dev.llmcache.VectorKey;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.EmbeddingStore;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.LeaseStore;
import dev.llmcache.store.LeaseStore.Lease;
import dev.llmcache.store.ObservationStore;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.test.RecordedObservations;
import dev.llmcache.test.TestVectors;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What is observed of every back end.
 */
class ObservedBackendsTests {

	private static final String SECRET = "How do I return a kettle?";

	private static final Fingerprint KEY = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final Set<String> UNOBSERVED = Set.of("close", "listen", "keeps", "getNear", "isNear");

	private final RecordedObservations observed = new RecordedObservations();

	private Operations operations(@Nullable Layer layer) {
		return new Operations("redis", layer, this.observed.registry(), null);
	}

	static Stream<Arguments> kinds() {
		return Stream.of(Arguments.of(AnswerStore.class, ObservedAnswerStore.class),
				Arguments.of(VectorIndex.class, ObservedVectorIndex.class),
				Arguments.of(EmbeddingStore.class, ObservedEmbeddingStore.class),
				Arguments.of(GenerationStore.class, ObservedGenerationStore.class),
				Arguments.of(LeaseStore.class, ObservedLeaseStore.class),
				Arguments.of(ObservationStore.class, ObservedObservationStore.class));
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void everyCallIsHandedOnAndObservedOnce(Class<?> kind, Class<?> decorator) throws Exception {
		List<String> handedOn = new ArrayList<>();
		Object store = proxy(kind, (proxy, method, arguments) -> {
			handedOn.add(method.toGenericString());
			return result(method.getReturnType());
		});
		Object decorated = decorator.getConstructor(kind, Operations.class).newInstance(store, operations(Layer.EXACT));
		for (Method method : kind.getMethods()) {
			handedOn.clear();
			this.observed.clear();
			method.invoke(decorated,
					Stream.of(method.getParameterTypes()).map(ObservedBackendsTests::argument).toArray());
			assertThat(handedOn).as(method.getName()).hasSizeLessThanOrEqualTo(1);
			assertThat(this.observed.operations()).as(method.getName())
				.hasSize(UNOBSERVED.contains(method.getName()) ? 0 : 1);
			if (!this.observed.operations().isEmpty()) {
				assertThat(handedOn).containsExactly(method.toGenericString());
			}
		}
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void ofWhatFailsTheTypeIsToldAloneAndTheCallerGetsAll(Class<?> kind, Class<?> decorator) throws Exception {
		IllegalStateException failure = new IllegalStateException(SECRET, new IllegalArgumentException(SECRET));
		Object store = proxy(kind, (proxy, method, arguments) -> {
			throw failure;
		});
		Object decorated = decorator.getConstructor(kind, Operations.class).newInstance(store, operations(null));
		for (Method method : kind.getMethods()) {
			if (!UNOBSERVED.contains(method.getName())) {
				this.observed.clear();
				assertThat(catchThrowable(() -> method.invoke(decorated,
						Stream.of(method.getParameterTypes()).map(ObservedBackendsTests::argument).toArray())))
					.cause()
					.isSameAs(failure);
				Observation.Context context = this.observed.operations().getFirst();
				assertThat(RecordedObservations.value(context, "error.type")).isEqualTo("IllegalStateException");
				assertThat(context.getError()).hasMessage("IllegalStateException").hasNoCause();
				assertThat(Objects.requireNonNull(context.getError()).getStackTrace()).isEmpty();
				assertThat(context.toString()).doesNotContain("kettle");
			}
		}
	}

	@Test
	void keysAreThoseThatAreDocumented() {
		EmbeddingStore store = new TestVectors.MapEmbeddingStore();
		ObservedEmbeddingStore vectors = new ObservedEmbeddingStore(store, operations(Layer.EMBEDDING));
		VectorKey first = TestVectors.keys().document("space", "a").getFirst();
		VectorKey second = TestVectors.keys().document("space", "b").getFirst();
		vectors.put(Map.of(first, new byte[8]));
		vectors.get(List.of(first, second));
		assertThat(this.observed.operations().get(0).getContextualName()).isEqualTo("llmcache put");
		assertThat(this.observed.operations().get(1).getLowCardinalityKeyValues()).containsExactlyInAnyOrder(
				KeyValue.of("backend", "redis"), KeyValue.of("layer", "embedding"), KeyValue.of("operation", "get"),
				KeyValue.of("error.type", "none"));
		assertThat(this.observed.operations().get(1).getHighCardinalityKeyValues()).containsExactlyInAnyOrder(
				KeyValue.of("db.system.name", "redis"), KeyValue.of("db.operation.name", "get"),
				KeyValue.of("db.operation.batch.size", "2"), KeyValue.of("llmcache.found", "1"));
	}

	@Test
	void isPartOfWhatTheCallerIsObservedDoing() {
		ObservedAnswerStore store = new ObservedAnswerStore(answers(), operations(Layer.EXACT));
		Observation call = Observation.start("call", this.observed.registry());
		call.scoped(() -> store.get(KEY));
		call.stop();
		store.get(KEY);
		assertThat(RecordedObservations.parents(this.observed.operations().get(0))).containsExactly("call");
		assertThat(RecordedObservations.parents(this.observed.operations().get(1))).isEmpty();
	}

	@Test
	void anApplicationMayNameThemOtherwise() {
		OperationConvention own = new OperationConvention() {

			@Override
			public String getName() {
				return "own";
			}

		};
		new ObservedAnswerStore(answers(), new Operations("redis", null, this.observed.registry(), own)).get(KEY);
		assertThat(this.observed.all()).singleElement().matches((context) -> "own".equals(context.getName()));
	}

	@Test
	void whereNothingIsObservedCallsFailAsTheyDo() {
		AnswerStore failing = (AnswerStore) proxy(AnswerStore.class, (proxy, method, arguments) -> {
			throw new IllegalStateException("away");
		});
		assertThatIllegalStateException().isThrownBy(
				() -> new ObservedAnswerStore(failing, new Operations("redis", null, ObservationRegistry.NOOP, null))
					.get(KEY));
	}

	private static AnswerStore answers() {
		return (AnswerStore) proxy(AnswerStore.class, (proxy, method, arguments) -> null);
	}

	private static Object proxy(Class<?> kind, InvocationHandler calls) {
		return Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] { kind }, calls);
	}

	private static @Nullable Object result(Class<?> type) {
		if (type == long.class) {
			return 0L;
		}
		if (type == boolean.class) {
			return false;
		}
		return (type == List.class) ? List.of() : (type == Map.class) ? Map.of() : null;
	}

	private static @Nullable Object argument(Class<?> type) {
		if (type == int.class) {
			return 1;
		}
		if (type == double.class) {
			return 1.0;
		}
		if (type == Set.class) {
			return Set.of();
		}
		if (type == Map.class) {
			return Map.of();
		}
		if (type == Collection.class) {
			return List.of();
		}
		if (type == Lease.class) {
			return new Lease(KEY, 1);
		}
		return (type == Duration.class) ? Duration.ZERO : (type == Fingerprint.class) ? KEY : null;
	}

}
