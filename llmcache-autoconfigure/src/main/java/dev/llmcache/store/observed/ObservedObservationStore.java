package dev.llmcache.store.observed;

import java.util.List;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.Observation;
import dev.llmcache.store.ObservationStore;

/**
 * Verdicts of which every reading and addition is observed.
 *
 * @param store the store, closed with this one if it is to be closed
 * @param operations observes it
 */
public record ObservedObservationStore(ObservationStore store,
		Operations operations) implements ObservationStore, AutoCloseable {

	@Override
	public void add(Fingerprint subject, Observation observation) {
		this.operations.observe("add-verdict", () -> this.store.add(subject, observation));
	}

	@Override
	public List<Observation> latest(Fingerprint subject) {
		return this.operations.observe("read-verdicts", (context) -> this.store.latest(subject));
	}

	@Override
	public void close() {
		if (this.store instanceof AutoCloseable closeable) {
			try {
				closeable.close();
			}
			catch (RuntimeException ex) {
				throw ex;
			}
			catch (Exception ex) {
				throw new IllegalStateException("The verdicts cannot be closed", ex);
			}
		}
	}

}
