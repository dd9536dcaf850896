package dev.llmcache.store;

import java.nio.charset.StandardCharsets;

import dev.llmcache.Fingerprint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every {@link ObservationStore} does.
 */
public abstract class ObservationStoreContract {

	private static final Fingerprint ROOT = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final Fingerprint SUBJECT = ROOT.derive("subject".getBytes(StandardCharsets.UTF_8));

	private static final Fingerprint OTHER = ROOT.derive("other".getBytes(StandardCharsets.UTF_8));

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

}
