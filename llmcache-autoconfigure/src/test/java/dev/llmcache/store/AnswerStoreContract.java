package dev.llmcache.store;

import dev.llmcache.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * What every {@link AnswerStore} must do.
 */
public abstract class AnswerStoreContract extends StoreContract {

	protected abstract AnswerStore store();

	protected abstract void overwriteBytes(Fingerprint key, byte[] bytes);

	@Override
	protected final void put(Fingerprint scope, Fingerprint id, StoredRecord record) {
		store().put(keyOf(scope, id), record);
	}

	@Override
	protected final @Nullable StoredRecord find(Fingerprint scope, Fingerprint id) {
		return store().get(keyOf(scope, id));
	}

	@Override
	protected final void remove(Fingerprint scope, Fingerprint id) {
		store().remove(keyOf(scope, id));
	}

	@Override
	protected final void overwriteBytes(Fingerprint scope, Fingerprint id, byte[] bytes) {
		overwriteBytes(keyOf(scope, id), bytes);
	}

	private static Fingerprint keyOf(Fingerprint scope, Fingerprint id) {
		return scope.derive(id.bytes());
	}

}
