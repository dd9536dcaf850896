package dev.llmcache.store.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.RecordSource;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.lucene.LiveEntries.Written;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * All records of an index, a few at a time in the order of their ids: a walk may take
 * hours, and as long as it held the files, nothing could be erased from them.
 *
 * @param index where the records are
 * @param now the time at which they must be live
 */
record IndexWalk(MaintainedIndex index, Instant now) implements RecordSource {

	private static final int AT_ONCE = 16;

	@Override
	public void forEach(Consumer<StoredRecord> action) {
		try {
			this.index.current().show();
			Page page = page(null);
			while (page.last() != null) {
				page.records().forEach(action);
				page = page(page.last());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Page page(@Nullable BytesRef last) throws IOException {
		return this.index.current().read((reader) -> read(reader, last));
	}

	private Page read(IndexReader reader, @Nullable BytesRef last) throws IOException {
		List<BytesRef> ids = SortedTerms.after(reader, EntryFields.ID, last, AT_ONCE);
		List<StoredRecord> records = new ArrayList<>();
		for (BytesRef id : ids) {
			Written written = new LiveEntries(reader).recordOf(Fingerprint.of(id.bytes));
			StoredRecord record = (written != null) ? this.index.records().peek(written.place(), written.bytes())
					: null;
			if (record != null && record.isLiveAt(this.now)) {
				records.add(record);
			}
		}
		return new Page(records, ids.isEmpty() ? null : ids.getLast());
	}

	/**
	 * Some of the records.
	 *
	 * @param records those that can be read
	 * @param last the last id that was looked at, or null when there are no more
	 */
	private record Page(List<StoredRecord> records, @Nullable BytesRef last) {

	}

}
