package dev.llmcache.store.vectorstore;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.RecordPlace;
import dev.llmcache.store.RecordReader;
import dev.llmcache.store.VectorEntry;

import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.VectorStore;

/**
 * Entries in a store, which shows them in answer to a search only.
 *
 * @param store the store
 * @param records reads and writes their records
 */
record EntryDocuments(VectorStore store, RecordReader records) {

	/** What is searched for where any entry will do. */
	private static final String ANYTHING = "question";

	private static final int PAGE = 500;

	/**
	 * Searches for entries.
	 * @param text what they are near to in the store's eyes
	 * @param filter which they are
	 * @param limit how many at the most
	 * @return those that do pass the filter, since a store may ignore it
	 */
	List<VectorEntry> search(String text, EntryFilter filter, int limit) {
		return read(find(text, filter, limit), filter);
	}

	private List<Document> find(String text, EntryFilter filter, int limit) {
		SearchRequest request = SearchRequest.builder()
			.query(text)
			.topK(limit)
			.similarityThresholdAll()
			.filterExpression(filter.expression())
			.build();
		return this.store.similaritySearch(request);
	}

	private List<VectorEntry> read(List<Document> found, EntryFilter filter) {
		return found.stream()
			.map((document) -> EntryDocument.read(document, this.records))
			.filter(Objects::nonNull)
			.filter(filter.condition())
			.toList();
	}

	boolean contains(Fingerprint id) {
		return !search(ANYTHING, EntryFilter.of(id), 1).isEmpty();
	}

	void put(VectorEntry entry) {
		byte[] record = this.records.write(new RecordPlace(entry.id(), entry.partition()), entry.record());
		this.store.add(List.of(EntryDocument.of(entry, record)));
	}

	void delete(Collection<Fingerprint> ids) {
		if (!ids.isEmpty()) {
			this.store.delete(ids.stream().map(EntryDocument::idOf).toList());
		}
	}

	/**
	 * Deletes an entry that was just as it was read. No store compares: what is put at
	 * that moment goes as well.
	 * @param id its id
	 * @param record its record
	 */
	void delete(Fingerprint id, byte[] record) {
		if (find(ANYTHING, EntryFilter.of(id), 1).stream().anyMatch((found) -> EntryDocument.has(found, record))) {
			delete(Set.of(id));
		}
	}

	/**
	 * Deletes all entries that pass a filter, also those that no search shows.
	 * @param filter which
	 * @return how many were found before they were deleted
	 */
	long deleteAll(EntryFilter filter) {
		long deleted = 0;
		Set<Fingerprint> before = Set.of();
		Set<Fingerprint> page = page(filter);
		// Some stores show for a while what was deleted
		while (!before.containsAll(page)) {
			Set<Fingerprint> more = new HashSet<>(page);
			more.removeAll(before);
			delete(more);
			deleted += more.size();
			before = page;
			page = page(filter);
		}
		this.store.delete(filter.expression());
		return deleted;
	}

	private Set<Fingerprint> page(EntryFilter filter) {
		Set<Fingerprint> page = new HashSet<>();
		search(ANYTHING, filter, PAGE).forEach((entry) -> page.add(entry.id()));
		return page;
	}

	/**
	 * Hands out entries a page at a time, narrowed down by the first digits of their ids
	 * until a page holds them.
	 * @param action takes a page
	 */
	void forEachPage(Consumer<List<VectorEntry>> action) {
		walk("", EntryFilter.all(), action);
	}

	private void walk(String prefix, EntryFilter filter, Consumer<List<VectorEntry>> action) {
		List<Document> page = find(ANYTHING, filter, PAGE);
		if (page.size() < PAGE || prefix.length() == EntryDocument.PREFIXES) {
			action.accept(read(page, filter));
			return;
		}
		for (int digit = 0; digit < 16; digit++) {
			String longer = prefix + Integer.toHexString(digit);
			walk(longer, EntryFilter.startingWith(longer), action);
		}
	}

}
