package dev.llmcache.embedding;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.llmcache.Fingerprint;
import dev.llmcache.Layer;
import dev.llmcache.SupportLayer;

/**
 * Remembers the vectors of questions, each for the owner who asked: shared ones would let
 * one tenant time what another asked.
 * <p>
 * Thread-safe. Questions are known by digests alone. Several threads that ask for one
 * vector at once wait for one call of the model; if that fails, all of them fail and
 * nothing is remembered.
 */
public final class EmbeddingCache implements SupportLayer {

	private static final int ENTRY_OVERHEAD = 160;

	private final QuestionEmbedder embedder;

	private final AsyncCache<Fingerprint, float[]> vectors;

	private volatile boolean enabled = true;

	/**
	 * Decorates an embedder.
	 * @param embedder where vectors come from
	 * @param maximumBytes memory that the vectors may take; with 0 each question is
	 * embedded anew, but for those that wait for each other
	 */
	public EmbeddingCache(QuestionEmbedder embedder, long maximumBytes) {
		this.embedder = embedder;
		this.vectors = Caffeine.newBuilder()
			.maximumWeight(maximumBytes)
			.weigher((Fingerprint key, float[] vector) -> ENTRY_OVERHEAD + vector.length * Float.BYTES)
			.executor(Runnable::run)
			.buildAsync();
	}

	@Override
	public Layer layer() {
		return Layer.EMBEDDING;
	}

	/**
	 * Switches the memory off or on. Off, every question is embedded anew and no vector
	 * is kept; those that are kept stay.
	 */
	@Override
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	@Override
	public long forget() {
		long forgotten = this.vectors.synchronous().estimatedSize();
		this.vectors.synchronous().invalidateAll();
		return forgotten;
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
	 * Embeds a question or remembers its vector.
	 * @param owner scope to which the question belongs
	 * @param question the text
	 * @return a vector of unit length that the caller may not change
	 * @throws RuntimeException if the model fails
	 */
	public float[] embed(Fingerprint owner, String question) {
		if (!this.enabled) {
			return this.embedder.embed(question);
		}
		Fingerprint key = owner.derive(question.getBytes(StandardCharsets.UTF_8));
		CompletableFuture<float[]> own = new CompletableFuture<>();
		CompletableFuture<float[]> other = this.vectors.asMap().putIfAbsent(key, own);
		if (other != null) {
			return await(other);
		}
		try {
			float[] vector = this.embedder.embed(question);
			own.complete(vector);
			return vector;
		}
		finally {
			// Waiting threads must not wait for ever, and Caffeine logs any other end
			// with its trace
			own.cancel(false);
		}
	}

	private static float[] await(CompletableFuture<float[]> vector) {
		try {
			return vector.get();
		}
		catch (CancellationException | ExecutionException ex) {
			throw new IllegalStateException("The embedding model failed for the same question", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the question was embedded", ex);
		}
	}

}
