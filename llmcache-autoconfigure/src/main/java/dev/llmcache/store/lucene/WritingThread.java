package dev.llmcache.store.lucene;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

import org.apache.lucene.util.IORunnable;

/**
 * Writes to an index on a thread that nobody interrupts: a thread that is interrupted as
 * it writes to a file closes the file, and Lucene the index for all.
 */
final class WritingThread {

	private WritingThread() {
	}

	/**
	 * Writes something, and waits for it unless the caller is interrupted: it is written
	 * all the same then.
	 * @param thread where to write
	 * @param work what to do
	 */
	static void run(ExecutorService thread, IORunnable work) {
		Future<Boolean> written = thread.submit(() -> {
			work.run();
			return true;
		});
		try {
			written.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalStateException(ex.getCause());
		}
	}

}
