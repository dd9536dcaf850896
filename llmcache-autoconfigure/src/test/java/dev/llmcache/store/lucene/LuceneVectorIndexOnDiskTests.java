package dev.llmcache.store.lucene;

import java.io.IOException;
import java.nio.file.Path;

import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests for {@link LuceneVectorIndex} in a directory of the disk.
 */
class LuceneVectorIndexOnDiskTests extends LuceneContract {

	@TempDir
	private Path path;

	@Override
	Directory directory() throws IOException {
		return FSDirectory.open(this.path);
	}

}
