package dev.llmcache.store.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import dev.llmcache.Fingerprint;
import dev.llmcache.Layer;
import dev.llmcache.Mark;
import dev.llmcache.VectorKey;
import dev.llmcache.VectorKey.Kind;
import dev.llmcache.report.store.Removal;
import dev.llmcache.report.store.StoreCounts;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import dev.llmcache.store.EmbeddingStore;
import dev.llmcache.store.lucene.OpenVectors.Found;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.lucene.util.IOUtils;

/**
 * Vectors of documents in a directory of the local disk.
 * <p>
 * Thread-safe. It holds at most a given number of bytes: those of the vectors and a fixed
 * overhead for each. Beyond that a tenth of it is evicted; what was not asked for in the
 * longest time goes first, which is known to the day. Lucene frees their space as it
 * merges, so that the disk may hold up to twice as much for a while.
 * <p>
 * The directory is committed every {@link #COMMIT_INTERVAL} and when the store is closed;
 * a killed process loses what was put since. One process at a time can use a directory,
 * and it must not be on a network file system. After a failure of the disk that closed
 * the index, it is opened again at its last commit.
 */
public final class LuceneEmbeddingStore implements EmbeddingStore, StoreReporter {

	/** Property that names the directory. */
	public static final String PROPERTY = "llmcache.embedding.lucene.directory";

	/** How often a directory is committed. */
	public static final Duration COMMIT_INTERVAL = Duration.ofSeconds(5);

	static final int REFRESHED_AFTER = 1_000;

	private static final Log logger = LogFactory.getLog(LuceneEmbeddingStore.class);

	private static final Duration USE_PRECISION = Duration.ofDays(1);

	private static final Duration BETWEEN_DELETIONS = Duration.ofHours(1);

	private static final int EVICTED_SHARE = 10;

	private final LockedDirectory source;

	private final long maxBytes;

	private final Duration lifetime;

	private final InstantSource clock;

	private final ScheduledExecutorService background = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("llmcache-vectors").factory());

	private final ScheduledFuture<?> maintenance;

	private final ReentrantLock writing = new ReentrantLock();

	/** Written, and not seen by the searcher yet. */
	private final Map<Fingerprint, byte[]> recent = new ConcurrentHashMap<>();

	private volatile OpenVectors index;

	private final StoreCounts counts = new StoreCounts(Removal.SIZE, Removal.EXPIRED);

	private volatile Extent extent = new Extent(0, 0);

	private long bytes;

	private Instant deleteNext = Instant.MIN;

	private LuceneEmbeddingStore(LockedDirectory source, long maxBytes, Duration lifetime, InstantSource clock)
			throws IOException {
		this.source = source;
		this.maxBytes = maxBytes;
		this.lifetime = lifetime;
		this.clock = clock;
		this.index = OpenVectors.in(source.open());
		this.bytes = this.index.bytes();
		measure();
		this.maintenance = this.background.scheduleWithFixedDelay(this::maintain, COMMIT_INTERVAL.toMillis(),
				COMMIT_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
	}

	/**
	 * Opens the store in a directory, or a new one in an empty or missing directory.
	 * @param directory where; created with access for the owner only
	 * @param maxBytes how much it may hold, positive
	 * @param lifetime how long vectors are kept that nobody asks for
	 * @param clock tells the time
	 * @return the store
	 * @throws UnusableDirectoryException if the directory cannot be used, or another
	 * process uses it
	 */
	public static LuceneEmbeddingStore open(Path directory, long maxBytes, Duration lifetime, InstantSource clock) {
		LockedDirectory source = null;
		try {
			OwnerOnly.createDirectories(directory);
			source = new LockedDirectory(directory);
			return new LuceneEmbeddingStore(source, maxBytes, lifetime, clock);
		}
		catch (UnusableDirectoryException ex) {
			throw ex.of(PROPERTY);
		}
		catch (IOException | IllegalArgumentException ex) {
			IOUtils.closeWhileHandlingException(source);
			throw UnusableDirectoryException.because(ex).of(PROPERTY);
		}
	}

	@Override
	public boolean keeps(Kind kind) {
		return kind == Kind.DOCUMENT;
	}

	@Override
	public Map<VectorKey, byte[]> get(Collection<VectorKey> keys) {
		Map<VectorKey, byte[]> found = new HashMap<>();
		Map<Fingerprint, VectorKey> others = new HashMap<>();
		for (VectorKey key : keys) {
			byte[] written = this.recent.get(key.id());
			if (written != null) {
				found.put(key, written);
			}
			else {
				others.put(key.id(), key);
			}
		}
		try {
			Instant now = this.clock.instant();
			List<Fingerprint> fading = new ArrayList<>();
			for (Map.Entry<Fingerprint, Found> entry : this.index.find(others.keySet()).entrySet()) {
				found.put(others.get(entry.getKey()), entry.getValue().vector());
				if (entry.getValue().usedAt().plus(USE_PRECISION).isBefore(now)) {
					fading.add(entry.getKey());
				}
			}
			touch(fading, now);
			this.counts.asked(keys.size(), found.size());
			return found;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void touch(List<Fingerprint> ids, Instant now) {
		if (!ids.isEmpty() && this.index.isWritable()) {
			WritingThread.run(this.background, () -> this.index.touch(ids, now));
		}
	}

	@Override
	public void put(Map<VectorKey, byte[]> vectors) {
		WritingThread.run(this.background, () -> putNow(vectors));
	}

	private void putNow(Map<VectorKey, byte[]> vectors) throws IOException {
		this.writing.lock();
		try {
			Instant now = this.clock.instant();
			for (Map.Entry<VectorKey, byte[]> entry : vectors.entrySet()) {
				this.index.put(entry.getKey().id(), entry.getValue(), now);
				this.recent.put(entry.getKey().id(), entry.getValue());
				this.bytes += entry.getValue().length + OpenVectors.OVERHEAD;
			}
			if (this.bytes > this.maxBytes) {
				evict();
			}
			else if (this.recent.size() >= REFRESHED_AFTER) {
				refresh();
			}
			this.counts.put(vectors.size());
			measure();
		}
		finally {
			this.writing.unlock();
		}
	}

	private void evict() throws IOException {
		refresh();
		// What replaced another was counted twice
		this.bytes = this.index.bytes();
		if (this.bytes > this.maxBytes) {
			long excess = this.bytes - (this.maxBytes - this.maxBytes / EVICTED_SHARE);
			this.counts.removed(Removal.SIZE, this.index.evict(excess));
			refresh();
			this.bytes = this.index.bytes();
		}
	}

	private void refresh() throws IOException {
		this.index.refresh();
		this.recent.clear();
		measure();
	}

	private void measure() throws IOException {
		this.extent = new Extent(this.index.entries() + this.recent.size(), this.bytes);
	}

	/** What the background thread does every time; never throws. */
	void maintain() {
		this.writing.lock();
		try {
			if (!this.index.isWritable()) {
				reopen();
			}
			deleteUnused(this.clock.instant());
			this.index.commit();
			refresh();
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("The vectors of '%s' cannot be committed".formatted(PROPERTY), ex);
		}
		finally {
			this.writing.unlock();
		}
	}

	private void deleteUnused(Instant now) throws IOException {
		if (now.isAfter(this.deleteNext)) {
			// Else it would not see what was used meanwhile
			refresh();
			long before = this.index.entries();
			this.index.deleteUnusedSince(now.minus(this.lifetime));
			refresh();
			this.counts.removed(Removal.EXPIRED, before - this.index.entries());
			this.deleteNext = now.plus(BETWEEN_DELETIONS);
		}
	}

	private void reopen() throws IOException {
		OpenVectors failed = this.index;
		this.index = OpenVectors.in(this.source.open());
		this.recent.clear();
		IOUtils.closeWhileHandlingException(failed);
		this.bytes = this.index.bytes();
		logger.warn("The vectors of '%s' had been closed by a failure; opened again at the last commit"
			.formatted(PROPERTY));
	}

	@Override
	public List<StoreReport> reports() {
		return List.of(this.extent.report("embedding-lucene", Layer.EMBEDDING, this.maxBytes, this.index.isWritable(),
				this.counts, this.counts.accesses()));
	}

	/** Documents belong to nobody. */
	@Override
	public long erase(Set<Mark> marks) {
		return 0;
	}

	/** Commits and closes the directory. Calling it again does nothing. */
	@Override
	public void close() {
		this.maintenance.cancel(false);
		this.background.close();
		this.writing.lock();
		try (this.source; OpenVectors closing = this.index) {
			if (closing.isWritable()) {
				closing.commit();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			this.writing.unlock();
		}
	}

}
