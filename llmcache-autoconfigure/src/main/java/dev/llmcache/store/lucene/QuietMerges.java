package dev.llmcache.store.lucene;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.lucene.index.ConcurrentMergeScheduler;

/**
 * Merges whose failure is not printed with its stack trace by the thread that dies of it:
 * the index closes itself then, which is told where it is opened again.
 */
final class QuietMerges extends ConcurrentMergeScheduler {

	private static final Log logger = LogFactory.getLog(LuceneVectorIndex.class);

	@Override
	protected void handleMergeException(Throwable failure) {
		logger.debug("A merge failed: " + failure.getClass().getName());
	}

}
