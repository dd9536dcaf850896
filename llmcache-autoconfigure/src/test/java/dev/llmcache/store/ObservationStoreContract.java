package dev.llmcache.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import dev.llmcache.Fingerprint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every {@link ObservationStore} does.
 */
public abstract class ObservationStoreContract {

	private static final Fingerprint ROOT = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	protected static final Fingerprint SUBJECT = ROOT.derive("subject".getBytes(StandardCharsets.UTF_8));

	protected static final Fingerprint OTHER = ROOT.derive("other".getBytes(StandardCharsets.UTF_8));

	protected abstract ObservationStore store();

	@Test
	protected void hasNoneOfASubjectThatNobodyAdded() {
		assertThat(store().latest(SUBJECT)).isEmpty();
	}

	@Test
	protected void keepsWhatWasAddedBySubject() {
		store().add(SUBJECT, new Observation(-0.25, true));
		store().add(SUBJECT, new Observation(3.5, false));
		store().add(OTHER, new Observation(1, true));
		assertThat(store().latest(SUBJECT)).containsExactlyInAnyOrder(new Observation(-0.25, true),
				new Observation(3.5, false));
	}

	@Test
	protected void keepsTheLatest() {
		for (int i = 0; i < ObservationStore.KEPT + 10; i++) {
			store().add(SUBJECT, new Observation(i, true));
		}
		assertThat(store().latest(SUBJECT)).hasSize(ObservationStore.KEPT)
			.contains(new Observation(10, true), new Observation(ObservationStore.KEPT + 9, true))
			.doesNotContain(new Observation(9, true));
	}

	@Test
	protected void keepsEveryScore() {
		List<Observation> observations = DoubleStream
			.of(-Double.MAX_VALUE, -1.5, -0.0, Double.MIN_VALUE, Math.PI, Double.MAX_VALUE)
			.mapToObj((score) -> new Observation(score, score > 0))
			.toList();
		observations.forEach((observation) -> store().add(SUBJECT, observation));
		assertThat(store().latest(SUBJECT)).containsExactlyInAnyOrderElementsOf(observations);
	}

	@Test
	protected void keepsWhatIsTheSameAsOften() {
		for (int i = 0; i < 3; i++) {
			store().add(SUBJECT, new Observation(2, true));
		}
		assertThat(store().latest(SUBJECT)).hasSize(3);
	}

	@Test
	protected void losesNothingThatSeveralAddAtOnce() throws Exception {
		int threads = 8;
		int each = ObservationStore.KEPT / threads;
		try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
			List<Callable<Void>> adding = IntStream.range(0, threads).mapToObj((thread) -> (Callable<Void>) () -> {
				for (int i = 0; i < each; i++) {
					store().add((i % 2 == 0) ? SUBJECT : OTHER, new Observation(thread * each + i, true));
				}
				return null;
			}).toList();
			for (Future<Void> added : executor.invokeAll(adding)) {
				added.get();
			}
		}
		List<Observation> all = new ArrayList<>(store().latest(SUBJECT));
		all.addAll(store().latest(OTHER));
		assertThat(all).hasSize(threads * each).doesNotHaveDuplicates();
	}

}
