package dev.llmcache.test;

import java.util.concurrent.CountDownLatch;

import dev.llmcache.embedding.QuestionEmbedder;

/**
 * Embedder that never answers, until it is interrupted.
 */
public final class HangingEmbedder implements QuestionEmbedder {

	private final CountDownLatch never = new CountDownLatch(1);

	@Override
	public String modelId() {
		throw hang();
	}

	@Override
	public int dimension() {
		throw hang();
	}

	@Override
	public float[] embed(String question) {
		throw hang();
	}

	private RuntimeException hang() {
		try {
			this.never.await();
			return new IllegalStateException("It never answers");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return new IllegalStateException("Interrupted", ex);
		}
	}

}
