package dev.llmcache.autoconfigure;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/**
 * The end of the current thread's transaction, if there is one. Only then do others see
 * what was changed in it.
 */
final class TransactionEnd {

	private static final boolean TRANSACTIONS = ClassUtils.isPresent(
			"org.springframework.transaction.support.TransactionSynchronizationManager",
			TransactionEnd.class.getClassLoader());

	private TransactionEnd() {
	}

	/**
	 * Has something done once the transaction has ended, however it does.
	 * @param action what to do; never done if there is no transaction
	 */
	static void then(Runnable action) {
		if (TRANSACTIONS) {
			Synchronization.register(action);
		}
	}

	/**
	 * Apart, since the library may be missing.
	 */
	private static final class Synchronization {

		private Synchronization() {
		}

		static void register(Runnable action) {
			if (!TransactionSynchronizationManager.isSynchronizationActive()) {
				return;
			}
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void afterCompletion(int status) {
					action.run();
				}

			});
		}

	}

}
