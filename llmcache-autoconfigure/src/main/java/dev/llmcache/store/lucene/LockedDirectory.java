package dev.llmcache.store.lucene;

import java.io.IOException;
import java.nio.file.Path;

import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;

/**
 * Directory of the local disk that no other process uses until this is closed.
 * <p>
 * Lucene's own lock is gone while an index has closed itself after a failure. Another
 * process that came in between would write to the same files beside the index.
 */
final class LockedDirectory implements DirectorySource {

	static final String LOCK = "llmcache.lock";

	private final Path path;

	private final Lock lock;

	/**
	 * Locks a directory.
	 * @param path where
	 * @throws IOException if another process has locked it, or it cannot be written to
	 */
	LockedDirectory(Path path) throws IOException {
		this.path = path;
		try (Directory directory = FSDirectory.open(path)) {
			this.lock = directory.obtainLock(LOCK);
		}
	}

	@Override
	public Directory open() throws IOException {
		return FSDirectory.open(this.path);
	}

	@Override
	public void close() throws IOException {
		this.lock.close();
	}

}
