package dev.llmcache.semantic;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.llmcache.CacheKey;
import dev.llmcache.Fingerprint;
import dev.llmcache.Generations;
import dev.llmcache.Owner;
import dev.llmcache.embedding.EmbeddingCache;
import dev.llmcache.embedding.QuestionTooLongException;
import dev.llmcache.store.Neighbour;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.store.VectorIndex;
import org.jspecify.annotations.Nullable;

/**
 * Questions of each scope by the nearness of their meaning, as one embedding model sees
 * it.
 * <p>
 * Thread-safe.
 */
public final class QuestionIndex {

	/** Whose vectors are those of {@link ProbeSentences}. */
	private static final Fingerprint PROBES = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private final EmbeddingCache embeddings;

	private final VectorIndex index;

	private final Generations generations;

	private final AtomicReference<@Nullable CompletableFuture<EmbeddingSpace>> measuring = new AtomicReference<>();

	private volatile @Nullable EmbeddingSpace space;

	/**
	 * Creates an index of questions.
	 * @param embeddings vectors of questions
	 * @param index where questions and answers are
	 * @param generations tell what was invalidated
	 */
	public QuestionIndex(EmbeddingCache embeddings, VectorIndex index, Generations generations) {
		this.embeddings = embeddings;
		this.index = index;
		this.generations = generations;
	}

	/**
	 * Name of the vector space.
	 * @return the embedding model's
	 */
	public String modelId() {
		return this.embeddings.modelId();
	}

	/**
	 * How near the embedding model sees unrelated questions, measured when first asked.
	 * Whoever is interrupted meanwhile leaves, and the measuring goes on.
	 * @return the space
	 * @throws RuntimeException if the model fails
	 */
	public EmbeddingSpace space() {
		EmbeddingSpace known = this.space;
		return (known != null) ? known : await(measuring());
	}

	private CompletableFuture<EmbeddingSpace> measuring() {
		CompletableFuture<EmbeddingSpace> own = new CompletableFuture<>();
		CompletableFuture<EmbeddingSpace> other = this.measuring.compareAndExchange(null, own);
		if (other != null) {
			return other;
		}
		Thread.ofVirtual().name("llmcache-space").start(() -> measure(own));
		return own;
	}

	private void measure(CompletableFuture<EmbeddingSpace> measured) {
		try {
			EmbeddingSpace known = EmbeddingSpace.of((sentence) -> this.embeddings.embed(PROBES, sentence));
			this.space = known;
			measured.complete(known);
		}
		catch (RuntimeException | LinkageError ex) {
			measured.completeExceptionally(ex);
		}
		finally {
			this.measuring.set(null);
		}
	}

	private static EmbeddingSpace await(CompletableFuture<EmbeddingSpace> measured) {
		try {
			return measured.get();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalStateException(ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the embedding model was measured", ex);
		}
	}

	/**
	 * What was measured, without asking the model.
	 * @return the space, or null as long as nobody has asked for it
	 */
	public @Nullable EmbeddingSpace measuredSpace() {
		return this.space;
	}

	/** The vector of an answer's beginning, or null if it is too long for the model. */
	float @Nullable [] embedAnswer(CacheKey key, String text) {
		try {
			return text.isBlank() ? null : this.embeddings.embed(key.scope(), AnswerSignature.beginning(text));
		}
		catch (QuestionTooLongException ex) {
			return null;
		}
	}

	float[] embed(Owner owner, String question) {
		return this.embeddings.embed(owner, question);
	}

	List<Neighbour> nearest(CacheKey key, String question, float[] vector, int limit, double least) {
		return this.index.nearest(partition(key), question, vector, limit, least);
	}

	/**
	 * Embeds a question of nobody knows whom and stores its record, if it is current.
	 * @param key scope and question
	 * @param question the question
	 * @param record the record
	 * @return false if it is outdated, or if the question is too long for the model, so
	 * that it is found by the same question only
	 */
	public boolean put(CacheKey key, String question, StoredRecord record) {
		return put(key, question, record, () -> this.embeddings.embed(key.scope(), question));
	}

	boolean put(Owner owner, CacheKey key, String question, StoredRecord record) {
		return put(key, question, record, () -> embed(owner, question));
	}

	private boolean put(CacheKey key, String question, StoredRecord record, Supplier<float[]> embedding) {
		try {
			float[] vector = embedding.get();
			if (!this.generations.areCurrent(record.stamps())) {
				return false;
			}
			this.index.put(new VectorEntry(id(key), partition(key), question, vector, record));
			return true;
		}
		catch (QuestionTooLongException ex) {
			return false;
		}
	}

	/**
	 * Whether there is an entry of a key.
	 * @param key scope and question
	 * @return false if it was never put, or evicted
	 */
	public boolean contains(CacheKey key) {
		return this.index.contains(id(key));
	}

	Fingerprint id(CacheKey key) {
		return partition(key).derive(key.entry().bytes());
	}

	// Vectors of different models have nothing in common
	private Fingerprint partition(CacheKey key) {
		return key.scope().derive(modelId().getBytes(StandardCharsets.UTF_8));
	}

}
