package dev.llmcache.store.vectorstore;

import java.time.InstantSource;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import dev.llmcache.Fingerprint;
import dev.llmcache.Layer;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.report.store.Removal;
import dev.llmcache.report.store.StoreCounts;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import dev.llmcache.store.Neighbour;
import dev.llmcache.store.RecordForm;
import dev.llmcache.store.RecordPlace;
import dev.llmcache.store.RecordReader;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.store.VectorIndex;

import org.springframework.ai.vectorstore.VectorStore;

/**
 * Vector index in a {@link VectorStore} of Spring AI, which has to be the cache's own.
 * <p>
 * The store embeds questions by itself and thereby chooses what may be near; similarity
 * is then measured between our own vectors, which are kept in the metadata, so that
 * neither the store's scores nor its model change what is accepted. A search is never
 * trusted to have kept to its filter.
 * <p>
 * What this promises beyond that is what the store does: whether an entry is found as
 * soon as it was put, whether all are found, and how long a call takes. Of two entries
 * with one id that are put at the same time either may stay, whatever their fences. An
 * entry with more than {@value EntryDocument#MARKS} stamps is left out, since it could
 * not be erased.
 */
public final class SpringVectorStoreIndex implements VectorIndex, StoreReporter {

	private final EntryDocuments documents;

	private final InstantSource clock;

	private final StoreCounts counts = new StoreCounts(Removal.EXPIRED, Removal.INVALIDATED, Removal.ERASED,
			Removal.UNREADABLE);

	private final RecordReader records;

	private final AtomicInteger dimension = new AtomicInteger();

	/**
	 * Creates an index.
	 * @param store where the entries are, and nothing else; not closed with the index
	 * @param clock tells what has expired
	 */
	public SpringVectorStoreIndex(VectorStore store, InstantSource clock) {
		this(store, RecordForm.PLAIN, clock);
	}

	/**
	 * Creates an index.
	 * @param store where the entries are, and nothing else; not closed with the index
	 * @param form of the records
	 * @param clock tells what has expired
	 */
	public SpringVectorStoreIndex(VectorStore store, RecordForm form, InstantSource clock) {
		this.records = new RecordReader(form, this.counts, "semantic answers", this::delete);
		this.documents = new EntryDocuments(store, this.records);
		this.clock = clock;
	}

	/**
	 * Is not possible without the question.
	 * @throws UnsupportedOperationException always
	 */
	@Override
	public List<Neighbour> nearest(Fingerprint partition, float[] vector, int limit) {
		throw new UnsupportedOperationException("A VectorStore is searched by a text");
	}

	@Override
	public List<Neighbour> nearest(Fingerprint partition, String question, float[] vector, int limit, double least) {
		return this.documents.search(question, EntryFilter.liveIn(partition, this.clock.instant()), limit)
			.stream()
			.filter((entry) -> entry.vector().length == vector.length)
			.map((entry) -> new Neighbour(entry.id(), cosine(entry.vector(), vector), entry.record()))
			.sorted(Comparator.comparingDouble(Neighbour::similarity).reversed())
			.limit(limit)
			.toList();
	}

	private static double cosine(float[] left, float[] right) {
		double product = 0;
		for (int i = 0; i < left.length; i++) {
			product += (double) left[i] * right[i];
		}
		return Math.clamp(product, -1, 1);
	}

	/**
	 * {@inheritDoc}
	 * @throws IllegalArgumentException if the question is empty too
	 */
	@Override
	public void put(VectorEntry entry) {
		if (entry.question().isBlank()) {
			throw new IllegalArgumentException("A VectorStore needs the text of the question");
		}
		requireDimension(entry.vector());
		if (entry.record().stamps().size() <= EntryDocument.MARKS && !isLaterThere(entry)) {
			this.documents.put(entry);
			this.counts.put(1);
		}
	}

	private boolean isLaterThere(VectorEntry entry) {
		return this.documents.search(entry.question(), EntryFilter.of(entry.id()), 1)
			.stream()
			.anyMatch((present) -> present.record().fence() > entry.record().fence());
	}

	private void requireDimension(float[] vector) {
		int expected = this.dimension.updateAndGet((known) -> (known != 0) ? known : vector.length);
		if (vector.length != expected) {
			throw new IllegalArgumentException(
					"The index has vectors of dimension %d, not %d".formatted(expected, vector.length));
		}
	}

	private void delete(RecordPlace place, byte[] bytes) {
		this.documents.delete(place.id(), bytes);
	}

	@Override
	public void remove(Fingerprint id) {
		this.documents.delete(Set.of(id));
	}

	/**
	 * {@inheritDoc}
	 * @return how many a search showed before they were deleted; may be too few
	 */
	@Override
	public long erase(Set<Mark> marks) {
		long erased = marks.stream().mapToLong((mark) -> this.documents.deleteAll(EntryFilter.bearing(mark))).sum();
		this.counts.removed(Removal.ERASED, erased);
		return erased;
	}

	/**
	 * {@inheritDoc}
	 * @return how many a search showed before they were deleted; may be too few
	 */
	@Override
	public long sweep(UnaryOperator<Set<Stamp>> outdated) {
		long expired = this.documents.deleteAll(EntryFilter.expired(this.clock.instant()));
		this.counts.removed(Removal.EXPIRED, expired);
		long[] swept = { 0 };
		this.documents.forEachPage((page) -> swept[0] += deleteOutdated(page, outdated));
		this.counts.removed(Removal.INVALIDATED, swept[0]);
		return expired + swept[0];
	}

	private long deleteOutdated(List<VectorEntry> page, UnaryOperator<Set<Stamp>> outdated) {
		Set<Stamp> stamps = page.stream()
			.flatMap((entry) -> entry.record().stamps().stream())
			.collect(Collectors.toSet());
		Set<Stamp> dead = stamps.isEmpty() ? Set.of() : outdated.apply(stamps);
		Set<Fingerprint> ids = page.stream()
			.filter((entry) -> !Collections.disjoint(entry.record().stamps(), dead))
			.map(VectorEntry::id)
			.collect(Collectors.toSet());
		this.documents.delete(ids);
		return ids.size();
	}

	@Override
	public boolean contains(Fingerprint id) {
		return this.documents.contains(id);
	}

	/**
	 * {@inheritDoc} Those that no search shows are not among them.
	 */
	@Override
	public void forEach(Consumer<StoredRecord> action) {
		this.documents.forEachPage((page) -> page.stream()
			.map(VectorEntry::record)
			.filter((record) -> record.isLiveAt(this.clock.instant()))
			.forEach(action));
	}

	/**
	 * {@inheritDoc} How much there is of it, and whether it answers, a vector store does
	 * not tell.
	 */
	@Override
	public List<StoreReport> reports() {
		return List.of(new StoreReport("semantic", Layer.SEMANTIC, "vector-store", null, null, null, null,
				this.counts.evictions(), true, this.counts.putsOnly()));
	}

	@Override
	public void close() {
		// The store is the application's
		this.records.close();
	}

}
