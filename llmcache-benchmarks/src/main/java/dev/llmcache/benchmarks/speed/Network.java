package dev.llmcache.benchmarks.speed;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/**
 * Network and tokenizer of a local model past the cache, which embeds several texts at
 * once, by as many threads as it is told.
 */
final class Network implements AutoCloseable {

	private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

	private final HuggingFaceTokenizer tokenizer;

	private final OrtSession session;

	private Network(HuggingFaceTokenizer tokenizer, OrtSession session) {
		this.tokenizer = tokenizer;
		this.session = session;
	}

	/**
	 * Loads a network.
	 * @param file its name on the class path, without what ends it
	 * @param threads threads that share the work of one call, that of the caller included
	 * @return the network
	 */
	static Network load(String file, int threads) {
		try (InputStream network = open(file + ".onnx");
				InputStream tokens = open(file + "-tokenizer.json");
				OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
			options.setIntraOpNumThreads(threads);
			options.setInterOpNumThreads(1);
			return new Network(
					HuggingFaceTokenizer.newInstance(tokens, Map.of("padding", "true", "truncation", "false")),
					OrtEnvironment.getEnvironment().createSession(network.readAllBytes(), options));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (OrtException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static boolean isPresent(String file) {
		return Network.class.getResource("/" + file + ".onnx") != null;
	}

	private static InputStream open(String name) throws IOException {
		InputStream stream = Network.class.getResourceAsStream("/" + name);
		if (stream == null) {
			throw new FileNotFoundException(name);
		}
		return stream;
	}

	/** How many tokens the network reads of a text. */
	int length(String text) {
		return this.tokenizer.encode(text).getIds().length;
	}

	/**
	 * Embeds texts, but for the pooling, which takes next to nothing.
	 * @param texts the texts
	 * @return how many numbers the network has for their tokens
	 */
	int run(List<String> texts) {
		Encoding[] encodings = this.tokenizer.batchEncode(texts);
		long[][] ids = Arrays.stream(encodings).map(Encoding::getIds).toArray(long[][]::new);
		long[][] mask = Arrays.stream(encodings).map(Encoding::getAttentionMask).toArray(long[][]::new);
		try (OnnxTensor input = OnnxTensor.createTensor(this.environment, ids);
				OnnxTensor masks = OnnxTensor.createTensor(this.environment, mask);
				OnnxTensor types = OnnxTensor.createTensor(this.environment, new long[ids.length][ids[0].length]);
				OrtSession.Result result = this.session
					.run(Map.of("input_ids", input, "attention_mask", masks, "token_type_ids", types))) {
			return ((OnnxTensor) result.get(0)).getFloatBuffer().remaining();
		}
		catch (OrtException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		try {
			this.session.close();
		}
		catch (OrtException ex) {
			throw new IllegalStateException(ex);
		}
		this.tokenizer.close();
	}

}
