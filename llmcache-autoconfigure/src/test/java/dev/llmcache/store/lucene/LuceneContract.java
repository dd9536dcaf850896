package dev.llmcache.store.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.VectorIndexFreshnessContract;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What an index in any Lucene directory must do.
 */
abstract class LuceneContract extends VectorIndexFreshnessContract {

	private LuceneVectorIndex index;

	abstract Directory directory() throws IOException;

	@BeforeEach
	void open() throws IOException {
		this.index = new LuceneVectorIndex(
				new MaintainedIndex(this::directory, Quantization.NONE, true, IndexBound.of(64 << 20), this.clock),
				this.clock);
	}

	@AfterEach
	void close() {
		this.index.close();
	}

	@Override
	protected VectorIndex index() {
		return this.index;
	}

	@Override
	protected void overwriteBytes(Fingerprint id, byte[] bytes) {
		close();
		try {
			try (Directory directory = directory();
					IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
				writer.updateBinaryDocValue(EntryFields.id(id), EntryFields.RECORD, new BytesRef(bytes));
			}
			open();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
