package dev.llmcache.store.lucene;

import java.io.Closeable;
import java.io.IOException;

import org.apache.lucene.store.Directory;

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

}
