package dev.llmcache.autoconfigure;

import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.DataKeyStore;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.LeaseStore;
import dev.llmcache.store.ObservationStore;

/**
 * Makes what is kept in the application's Redis, if it is chosen.
 */
interface RedisStores extends AutoCloseable {

	AnswerStore answers();

	GenerationStore generations();

	LeaseStore leases();

	ObservationStore observations();

	DataKeyStore dataKeys();

	@Override
	void close();

}
