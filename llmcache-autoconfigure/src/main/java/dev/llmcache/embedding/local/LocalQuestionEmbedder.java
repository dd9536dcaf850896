package dev.llmcache.embedding.local;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import ai.onnxruntime.OrtException;
import dev.llmcache.embedding.QuestionEmbedder;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * {@link QuestionEmbedder} that computes inside the application with a
 * {@link LocalModel}.
 * <p>
 * Thread-safe. Loading starts with the constructor on a thread of its own, so that the
 * start of the application does not wait for it; a question that comes earlier does. A
 * model that cannot be loaded fails each question with an {@link IllegalStateException}
 * and is logged once.
 */
public final class LocalQuestionEmbedder implements QuestionEmbedder, AutoCloseable {

	private static final Log logger = LogFactory.getLog(LocalQuestionEmbedder.class);

	private static final Duration LOADING = Duration.ofSeconds(10);

	private static final String WARM_UP = "What does a question look like?";

	private final LocalModel model;

	private final CompletableFuture<OnnxEncoder> encoder = new CompletableFuture<>();

	private final Thread loading;

	/**
	 * Starts to load a model.
	 * @param model the model, which the class path has
	 * @param classLoader where to load it from
	 */
	public LocalQuestionEmbedder(LocalModel model, ClassLoader classLoader) {
		this.model = model;
		// native code would pin the carrier of a virtual thread for as long as it loads
		this.loading = Thread.ofPlatform().daemon().name("llmcache-model").start(() -> load(classLoader));
	}

	private void load(ClassLoader classLoader) {
		try {
			OnnxEncoder loaded = OnnxEncoder.load(this.model, classLoader);
			loaded.encode(WARM_UP);
			if (!this.encoder.complete(loaded)) {
				loaded.close();
			}
		}
		catch (Throwable ex) {
			logger.warn("The embedding model " + this.model.id() + " cannot be loaded; nothing is found by meaning",
					ex);
			this.encoder.completeExceptionally(ex);
		}
	}

	@Override
	public String modelId() {
		return this.model.id();
	}

	@Override
	public int dimension() {
		return this.model.dimension();
	}

	@Override
	public float[] embed(String question) {
		try {
			return this.encoder.get().encode(question);
		}
		catch (ExecutionException | OrtException ex) {
			throw new IllegalStateException("The embedding model " + this.model.id() + " failed", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the embedding model was loading", ex);
		}
	}

	/**
	 * Closes the model, and waits for it while it still loads: native code that loads
	 * while the process ends can crash it.
	 */
	@Override
	public void close() {
		boolean closedBefore = this.encoder.isCompletedExceptionally();
		boolean closedWhileLoading = this.encoder
			.completeExceptionally(new IllegalStateException("The embedding model is closed"));
		awaitLoading();
		if (closedBefore || closedWhileLoading) {
			return;
		}
		try {
			this.encoder.join().close();
		}
		catch (OrtException | CompletionException ex) {
			logger.debug("The embedding model did not close", ex);
		}
	}

	private void awaitLoading() {
		try {
			this.loading.join(LOADING);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
