package dev.llmcache.store.lucene;

import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;

/**
 * Tests for {@link LuceneVectorIndex} in memory.
 */
class LuceneVectorIndexTests extends LuceneContract {

	private final Directory memory = new ByteBuffersDirectory();

	@Override
	Directory directory() {
		return new FilterDirectory(this.memory) {

			@Override
			public void close() {
				// Another index is opened on it.
			}

		};
	}

}
