package dev.llmcache.store.lucene;

import java.io.IOException;

import org.apache.lucene.store.Directory;

/**
 * Where an index lies, to be opened again after a failure.
 */
@FunctionalInterface
interface DirectorySource {

	Directory open() throws IOException;

}
