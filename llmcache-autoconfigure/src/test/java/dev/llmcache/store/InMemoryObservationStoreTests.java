package dev.llmcache.store;

class InMemoryObservationStoreTests extends ObservationStoreContract {

	private final InMemoryObservationStore store = new InMemoryObservationStore();

	@Override
	protected ObservationStore store() {
		return this.store;
	}

}
