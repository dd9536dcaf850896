package dev.llmcache.store;

class InMemoryDataKeyStoreTests extends DataKeyStoreContract {

	private final DataKeyStore store = new InMemoryDataKeyStore();

	@Override
	protected DataKeyStore store() {
		return this.store;
	}

}
