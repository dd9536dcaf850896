package dev.llmcache.benchmarks.speed;

import java.time.InstantSource;

import dev.llmcache.Fingerprint;
import dev.llmcache.Layer;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.observed.ObservedAnswerStore;
import dev.llmcache.store.observed.Operations;
import dev.llmcache.test.MapAnswerStore;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackEndCallsTests {

	private static final Fingerprint KEY = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private final BackEndCalls calls = new BackEndCalls(50);

	private final AnswerStore store = store(this.calls);

	private static AnswerStore store(BackEndCalls calls) {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(calls);
		return new ObservedAnswerStore(new MapAnswerStore(InstantSource.system()),
				new Operations("redis", Layer.EXACT, registry, null));
	}

	@Test
	void whatComesBeforeTheModelIsCounted() {
		this.calls.begin(0);
		this.store.get(KEY);
		this.store.get(KEY);
		this.calls.modelAsked();
		this.calls.end();
		this.store.get(KEY);
		assertThat(this.calls.sequential()).containsExactly("redis get", "redis get");
		assertThat(this.calls.modelCalls()).isOne();
		assertThat(this.calls.waitedForAfter()).isEmpty();
	}

	@Test
	void whatGoesOnAtTheSameTimeCountsOnce() throws InterruptedException {
		this.calls.begin(200);
		Thread aside = Thread.ofPlatform().start(() -> this.store.get(KEY));
		this.store.get(KEY);
		aside.join();
		this.calls.modelAsked();
		this.calls.end();
		assertThat(this.calls.sequential()).hasSize(1);
	}

	@Test
	void whatTheCallerWaitsForAfterTheModelIsFound() {
		this.calls.begin(0);
		this.calls.modelAsked();
		this.store.remove(KEY);
		this.calls.end();
		assertThat(this.calls.waitedForAfter()).containsExactly("redis remove");
	}

	@Test
	void whatGoesOnBesideTheCallerAfterTheModelIsHeldUp() throws InterruptedException {
		BackEndCalls patient = new BackEndCalls(60_000);
		AnswerStore patientStore = store(patient);
		patient.begin(0);
		patient.modelAsked();
		Thread aside = Thread.ofPlatform().start(() -> patientStore.remove(KEY));
		Awaitility.await().until(() -> aside.getState() == Thread.State.TIMED_WAITING);
		patient.end();
		aside.join();
		assertThat(patient.waitedForAfter()).isEmpty();
	}

}
