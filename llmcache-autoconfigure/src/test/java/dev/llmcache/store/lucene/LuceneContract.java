package dev.llmcache.store.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.RecordPlace;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.VectorIndexFreshnessContract;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an index in any Lucene directory must do.
 */
abstract class LuceneContract extends VectorIndexFreshnessContract {

	private MaintainedIndex maintained;

	private LuceneVectorIndex index;

	abstract Directory directory() throws IOException;

	@BeforeEach
	void open() throws IOException {
		this.maintained = new MaintainedIndex(this::directory, Quantization.NONE, true, IndexBound.of(64 << 20),
				this.clock);
		this.index = new LuceneVectorIndex(this.maintained, this.clock);
	}

	@AfterEach
	void close() {
		this.index.close();
	}

	@Override
	protected VectorIndex index() {
		return this.index;
	}

	@Test
	void deletesWhatCannotBeRead() {
		Fingerprint id = fingerprint("id");
		put(fingerprint("scope"), id, record("answer"));
		overwriteBytes(id, new byte[] { 1, 2, 3 });
		assertThat(find(fingerprint("scope"), id)).isNull();
		Awaitility.await().until(() -> !this.index.contains(id));
		assertThat(this.index.reports().getFirst().evictions()).containsEntry("unreadable", 1L);
	}

	@Test
	void deletesNothingThatTookThePlaceOfWhatCannotBeRead() throws IOException {
		Fingerprint id = fingerprint("id");
		put(fingerprint("scope"), id, record("answer"));
		this.maintained.delete(new RecordPlace(id, fingerprint("scope")), new byte[] { 1, 2, 3 });
		this.maintained.current().show();
		this.maintained.delete(new RecordPlace(id, fingerprint("scope")), new byte[] { 1, 2, 3 });
		assertThat(this.index.contains(id)).isTrue();
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
