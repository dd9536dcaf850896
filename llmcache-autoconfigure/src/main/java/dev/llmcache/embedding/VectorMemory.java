package dev.llmcache.embedding;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.llmcache.Layer;
import dev.llmcache.Mark;
import dev.llmcache.SupportLayer;
import dev.llmcache.VectorKey;
import dev.llmcache.key.VectorKeys;
import dev.llmcache.report.store.BreakerReport;
import dev.llmcache.report.EmbeddingAccount;
import dev.llmcache.report.EmbeddingUse;
import dev.llmcache.report.store.ServerReport;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import dev.llmcache.store.EmbeddingStore;
import dev.llmcache.store.StoredVector;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the vectors of texts for all who embed: those of documents for everybody,
 * those of questions for whoever asked. A shared one would let one tenant time what
 * another asked.
 * <p>
 * Thread-safe. Vectors are in this process, and those that are to outlive it in a store
 * behind. Several threads that want one vector at once have the model asked once. Texts
 * are known by digests alone.
 */
public final class VectorMemory implements SupportLayer, StoreReporter {

	private static final int MAXIMUM_SPACES = 1_000;

	private final VectorKeys keys;

	private final MemorySettings settings;

	private final NearVectors near;

	private final @Nullable RestedStore store;

	private final VectorFlights flights = new VectorFlights();

	// Each option that a request may have makes another space
	private final Cache<VectorSpace, Integer> dimensions = Caffeine.newBuilder()
		.maximumSize(MAXIMUM_SPACES)
		.executor(Runnable::run)
		.build();

	private final EmbeddingTallies tallies = new EmbeddingTallies();

	private final LongAdder asked = new LongAdder();

	private final LongAdder embedded = new LongAdder();

	private final LongAdder remembered = new LongAdder();

	private volatile boolean enabled = true;

	private VectorMemory(VectorKeys keys, MemorySettings settings, @Nullable RestedStore store) {
		this.keys = keys;
		this.settings = settings;
		this.near = new NearVectors(settings.maximumBytes());
		this.store = store;
	}

	/**
	 * Creates a memory that lasts as long as this process.
	 * @param keys keys of the vectors
	 * @param settings size and precision
	 * @return an empty memory
	 */
	public static VectorMemory inProcess(VectorKeys keys, MemorySettings settings) {
		return new VectorMemory(keys, settings, null);
	}

	/**
	 * Creates a memory before a store.
	 * @param keys keys of the vectors
	 * @param settings size and precision
	 * @param store where vectors are put that this process is not to embed again; closed
	 * by whoever made it
	 * @param failures told of everything that the store throws
	 * @param clock tells how long the store has been given a rest
	 * @return the memory
	 */
	public static VectorMemory before(EmbeddingStore store, VectorKeys keys, MemorySettings settings,
			BiConsumer<Layer, Throwable> failures, InstantSource clock) {
		return new VectorMemory(keys, settings,
				new RestedStore(store, (failure) -> failures.accept(Layer.EMBEDDING, failure), clock));
	}

	@Override
	public Layer layer() {
		return Layer.EMBEDDING;
	}

	/**
	 * Switches the memory off or on. Off, every text is embedded anew and no vector is
	 * kept; those that are kept stay.
	 */
	@Override
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public boolean isEnabled() {
		return this.enabled;
	}

	VectorKeys keys() {
		return this.keys;
	}

	/**
	 * Finds the vectors of texts, and has the model embed those that nobody remembers.
	 * @param space what the model gives vectors of
	 * @param texts the texts, in any order and number
	 * @param keys keys of a text: the one to put it under first, then others that it may
	 * be found under
	 * @param model embeds texts; what it does for the cache is counted already
	 * @param use what the texts are embedded for
	 * @return new vectors, in the order of the texts
	 * @throws RuntimeException what the model throws
	 */
	List<float[]> embed(VectorSpace space, List<String> texts, Function<String, List<VectorKey>> keys,
			TextEmbedder model, EmbeddingUse use) {
		this.asked.add(texts.size());
		EmbeddingTally tally = tally(space, use);
		EmbeddingBatch batch = new EmbeddingBatch(this, space,
				(use != EmbeddingUse.CACHE) ? tally.counting(model) : model);
		texts.forEach((text) -> batch.want(text, keys));
		try {
			return batch.vectorsOf(texts);
		}
		finally {
			this.embedded.add(batch.embedded());
			int found = Math.max(0, texts.size() - batch.embedded() - batch.left());
			this.remembered.add(found);
			tally.remembered(found);
		}
	}

	/**
	 * Recalls a vector that is in this process.
	 * @param space its space
	 * @param key its key
	 * @return a new vector, or null if it has to be found elsewhere
	 */
	float @Nullable [] recall(VectorSpace space, VectorKey key) {
		return decode(space, this.near.get(key));
	}

	float @Nullable [] decode(VectorSpace space, byte @Nullable [] bytes) {
		float[] vector = isExactEnough(bytes) ? StoredVector.decode(bytes) : null;
		Integer dimension = this.dimensions.getIfPresent(space);
		return (vector == null || dimension == null || dimension == vector.length) ? vector : null;
	}

	// What was stored when it might be rounded
	private boolean isExactEnough(byte @Nullable [] bytes) {
		return this.settings.half() || !StoredVector.isHalf(bytes);
	}

	byte[] encode(float[] vector) {
		return StoredVector.encode(vector, this.settings.half());
	}

	/** What the model says of its dimension counts, whatever was stored before. */
	void learnDimension(VectorSpace space, int dimension) {
		this.dimensions.put(space, dimension);
	}

	/** Vector spaces whose dimension is known. */
	long spaces() {
		return this.dimensions.estimatedSize();
	}

	NearVectors near() {
		return this.near;
	}

	VectorFlights flights() {
		return this.flights;
	}

	Duration patience() {
		return this.settings.patience();
	}

	@Nullable RestedStore store() {
		return this.store;
	}

	void countRecalled(VectorSpace space, EmbeddingUse use) {
		this.asked.increment();
		this.remembered.increment();
		this.near.count(1, 1);
		tally(space, use).remembered(1);
	}

	EmbeddingTally tally(VectorSpace space, EmbeddingUse use) {
		return this.tallies.of(space.model(), use);
	}

	/**
	 * What embedding took so far, and what it did not have to.
	 * @return one account for each model and use
	 */
	public List<EmbeddingAccount> accounts() {
		return this.tallies.accounts();
	}

	/**
	 * What was done so far.
	 * @return the present counts
	 */
	public EmbeddingCounts counts() {
		return new EmbeddingCounts(this.asked.sum(), this.embedded.sum(), this.remembered.sum(),
				(this.store != null) ? this.store.failures() : 0);
	}

	@Override
	public List<StoreReport> reports() {
		List<StoreReport> reports = new ArrayList<>(this.near.reports());
		if (this.store != null) {
			reports.addAll(this.store.reports());
		}
		return reports;
	}

	@Override
	public List<ServerReport> servers() {
		return (this.store != null) ? this.store.servers() : List.of();
	}

	@Override
	public List<BreakerReport> breakers() {
		return (this.store != null) ? this.store.breakers() : List.of();
	}

	@Override
	public long erase(Set<Mark> marks) {
		long near = this.near.erase(marks);
		return (this.store != null) ? Math.max(near, this.store.erase(marks)) : near;
	}

	/**
	 * Forgets all questions that this process remembers. Documents stay.
	 */
	@Override
	public long forget() {
		return this.near.eraseAllButDocuments();
	}

}
