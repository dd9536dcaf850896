package dev.llmcache.benchmarks.growth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

import dev.llmcache.benchmarks.search.Search;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.store.lucene.LuceneVectorIndex;

import org.springframework.util.FileSystemUtils;

/**
 * Scopes in Lucene, in a directory of their own.
 */
final class LuceneScopes implements AutoCloseable {

	private static final long MAX_BYTES = 1L << 40;

	private final Path directory;

	private final LuceneVectorIndex index;

	/**
	 * Creates the index and fills it.
	 * @param entries of all scopes
	 * @param now when they were stored, and are searched
	 */
	LuceneScopes(Stream<VectorEntry> entries, Instant now) {
		try {
			this.directory = Files.createTempDirectory("llmcache-growth");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		try (LuceneVectorIndex filled = open(now)) {
			entries.forEach(filled::put);
		}
		// what is opened again has no merge under way
		this.index = open(now);
	}

	private LuceneVectorIndex open(Instant now) {
		return LuceneVectorIndex.onDisk(this.directory, MAX_BYTES, () -> now);
	}

	Search search() {
		return Search.in(this.index);
	}

	@Override
	public void close() {
		this.index.close();
		try {
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
