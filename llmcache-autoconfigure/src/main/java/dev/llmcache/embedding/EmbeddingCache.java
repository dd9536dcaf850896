package dev.llmcache.embedding;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.llmcache.Fingerprint;
import dev.llmcache.Owner;
import dev.llmcache.VectorKey;
import dev.llmcache.breaker.ImpatientCalls;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.MarkDigests;
import dev.llmcache.key.Secret;
import dev.llmcache.key.VectorKeys;
import dev.llmcache.report.EmbeddingUse;
import dev.llmcache.trace.CurrentObservation;
import org.jspecify.annotations.Nullable;

/**
 * The vectors that the cache itself compares, of unit length: those of questions, each
 * for the owner who asked, and those of what it compares within a scope.
 * <p>
 * Thread-safe. A caller that is interrupted leaves, but the model goes on: whoever
 * retrieves documents for the same question next needs its vector too.
 */
public final class EmbeddingCache {

	// What is observed there is part of what is observed here
	private static final ExecutorService THREADS = CurrentObservation
		.along(Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("llmcache-question-", 0).factory()));

	private final QuestionEmbedder embedder;

	private final VectorMemory memory;

	private final @Nullable ImpatientCalls calls;

	private volatile @Nullable VectorSpace space;

	/**
	 * Creates the cache before an embedder.
	 * @param embedder where vectors come from, in bounded time, and counted
	 * @param memory remembers them, and may be that of other models too
	 * @param calls have questions of callers embedded that are not in this process
	 */
	public EmbeddingCache(QuestionEmbedder embedder, VectorMemory memory, ImpatientCalls calls) {
		this.embedder = embedder;
		this.memory = memory;
		this.calls = calls;
	}

	/**
	 * Creates the cache before an embedder whose callers are patient.
	 * @param embedder where vectors come from, in bounded time, and counted
	 * @param memory remembers them, and may be that of other models too
	 */
	public EmbeddingCache(QuestionEmbedder embedder, VectorMemory memory) {
		this.embedder = embedder;
		this.memory = memory;
		this.calls = null;
	}

	/**
	 * Creates a cache with a memory of its own in this process.
	 * @param embedder where vectors come from
	 * @param maximumBytes memory that the vectors may take; with 0 each question is
	 * embedded anew, but for those that wait for each other
	 */
	public EmbeddingCache(QuestionEmbedder embedder, long maximumBytes) {
		this.memory = VectorMemory.inProcess(keys(), MemorySettings.ofSize(maximumBytes));
		this.embedder = new CountedEmbedder(embedder, this.memory);
		this.calls = null;
	}

	private static VectorKeys keys() {
		Keyring keyring = new Keyring(Secret.random(), null);
		return new VectorKeys(keyring, new MarkDigests(keyring, ""), "");
	}

	/**
	 * What remembers the vectors.
	 * @return the memory
	 */
	public VectorMemory memory() {
		return this.memory;
	}

	/**
	 * Name of the vector space.
	 * @return the embedder's
	 */
	public String modelId() {
		return this.embedder.modelId();
	}

	/**
	 * Length of the vectors.
	 * @return the embedder's
	 */
	public int dimension() {
		return this.embedder.dimension();
	}

	/**
	 * Embeds a question or remembers its vector, which the application's retrieval shares
	 * if its model is remembered too.
	 * @param owner who asks
	 * @param question the text
	 * @return a vector of unit length
	 * @throws dev.llmcache.BreakerOpenException if the model is not asked for a while,
	 * since it kept callers waiting
	 * @throws RuntimeException if the model fails
	 */
	public float[] embed(Owner owner, String question) {
		VectorSpace space = space();
		VectorKey key = this.memory.keys().question(space.name(), owner, question);
		float[] recalled = recall(space, key);
		if (recalled != null) {
			return recalled;
		}
		return (this.calls != null) ? this.calls.make(() -> ask(space, key, question)) : ask(space, key, question);
	}

	/**
	 * Embeds a text or remembers its vector, for what is compared within a scope.
	 * @param scope the scope to which the text belongs
	 * @param text the text
	 * @return a vector of unit length
	 * @throws RuntimeException if the model fails
	 */
	public float[] embed(Fingerprint scope, String text) {
		VectorSpace space = space();
		VectorKey key = this.memory.keys().internal(space.name(), scope, text);
		float[] recalled = recall(space, key);
		return (recalled != null) ? recalled : ask(space, key, text);
	}

	private VectorSpace space() {
		VectorSpace known = this.space;
		if (known == null) {
			known = this.embedder.space();
			this.space = known;
		}
		return known;
	}

	private float @Nullable [] recall(VectorSpace space, VectorKey key) {
		float[] recalled = this.memory.isEnabled() ? this.memory.recall(space, key) : null;
		if (recalled == null) {
			return null;
		}
		this.memory.countRecalled(space, EmbeddingUse.CACHE);
		return UnitVector.of(recalled);
	}

	private float[] ask(VectorSpace space, VectorKey key, String text) {
		if (!this.memory.isEnabled()) {
			return UnitVector.of(this.embedder.embed(text));
		}
		return UnitVector.of(await(
				() -> this.memory.embed(space, List.of(text), (same) -> List.of(key), asking(text), EmbeddingUse.CACHE)
					.getFirst()));
	}

	private TextEmbedder asking(String text) {
		return (texts) -> Vectors.of(List.of(this.embedder.embed(text)));
	}

	private static float[] await(Callable<float[]> work) {
		Future<float[]> vector = THREADS.submit(work);
		try {
			return vector.get();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalStateException(ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the question was embedded", ex);
		}
	}

}
