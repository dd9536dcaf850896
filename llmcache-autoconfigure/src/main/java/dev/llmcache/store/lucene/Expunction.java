package dev.llmcache.store.lucene;

import java.io.IOException;

import dev.llmcache.Mark;

/**
 * Writes segments anew until nothing is left of removed entries.
 *
 * @param shown the index as searches see it
 * @param index the same index
 * @param mark what the entries bore
 */
record Expunction(BoundedIndex shown, OpenIndex index, Mark mark) {

	/**
	 * One is enough, unless other merges have just begun that take deleted entries along.
	 */
	private static final int MOST_MERGES = 10;

	void run() throws IOException {
		for (int i = 0; isAnythingLeft(); i++) {
			if (i == MOST_MERGES) {
				throw new IOException("Something is left of removed entries after %d merges".formatted(MOST_MERGES));
			}
			if (i > 0) {
				this.index.awaitMerges();
			}
			this.index.mergeDeletes();
		}
	}

	private boolean isAnythingLeft() throws IOException {
		this.shown.show();
		return this.shown.read((reader) -> StampTerms.isLeftOfDeleted(reader, this.mark));
	}

}
