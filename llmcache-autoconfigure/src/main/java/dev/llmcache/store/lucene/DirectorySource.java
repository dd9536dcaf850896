package dev.llmcache.store.lucene;

import java.io.Closeable;
import java.io.IOException;

import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.SingleInstanceLockFactory;

/**
 * Where an index lies, to be opened again after a failure.
 */
@FunctionalInterface
interface DirectorySource extends Closeable {

	Directory open() throws IOException;

	/** Gives up what kept others away; nothing is opened after. */
	@Override
	default void close() throws IOException {
		// In memory nobody else comes near it
	}

	/** Files of one array each are read faster than those of many blocks. */
	static Directory newMemory() {
		return new ByteBuffersDirectory(new SingleInstanceLockFactory(), ByteBuffersDataOutput::new,
				ByteBuffersDirectory.OUTPUT_AS_BYTE_ARRAY);
	}

}
