package dev.llmcache.embedding.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.llmcache.embedding.QuestionTooLongException;
import dev.llmcache.embedding.UnitVector;
import dev.llmcache.embedding.local.LocalModel.Pooling;

/**
 * BERT network and its tokenizer, loaded and ready.
 * <p>
 * Thread-safe. A call computes on the calling thread alone: more threads than cores make
 * ONNX Runtime several times slower, and requests come on many threads anyway.
 */
final class OnnxEncoder implements AutoCloseable {

	/** Tokens that the network reads, without the two that frame them. */
	private static final int WINDOW = 510;

	private static final long FIRST_TOKEN = 101;

	private static final long LAST_TOKEN = 102;

	private final OrtEnvironment environment;

	private final OrtSession session;

	private final HuggingFaceTokenizer tokenizer;

	private final Pooling pooling;

	/** Closing waits for the calls under way: native memory must not go while in use. */
	private final ReadWriteLock lock = new ReentrantReadWriteLock();

	private boolean closed;

	private OnnxEncoder(OrtEnvironment environment, OrtSession session, HuggingFaceTokenizer tokenizer,
			Pooling pooling) {
		this.environment = environment;
		this.session = session;
		this.tokenizer = tokenizer;
		this.pooling = pooling;
	}

	static OnnxEncoder load(LocalModel model, ClassLoader classLoader) throws IOException, OrtException {
		try (InputStream network = model.openNetwork(classLoader);
				InputStream tokens = model.openTokenizer(classLoader)) {
			HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(tokens,
					Map.of("padding", "false", "truncation", "false"));
			OrtEnvironment environment = OrtEnvironment.getEnvironment();
			try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
				options.setIntraOpNumThreads(1);
				options.setInterOpNumThreads(1);
				return new OnnxEncoder(environment, environment.createSession(network.readAllBytes(), options),
						tokenizer, model.pooling());
			}
			catch (OrtException ex) {
				tokenizer.close();
				throw ex;
			}
		}
	}

	/**
	 * Embeds a text.
	 * @param text the text
	 * @return a vector of unit length
	 * @throws IllegalArgumentException if the text has no tokens
	 * @throws QuestionTooLongException if it has more than the network reads
	 */
	float[] encode(String text) throws OrtException {
		this.lock.readLock().lock();
		try {
			if (this.closed) {
				throw new IllegalStateException("The embedding model is closed");
			}
			return embed(text);
		}
		finally {
			this.lock.readLock().unlock();
		}
	}

	private float[] embed(String text) throws OrtException {
		long[] tokens = this.tokenizer.encode(text, false, false).getIds();
		if (tokens.length == 0) {
			throw new IllegalArgumentException("A text to embed has at least one token");
		}
		if (tokens.length > WINDOW) {
			throw new QuestionTooLongException(tokens.length, WINDOW);
		}
		return UnitVector.of(run(frame(tokens)));
	}

	private static long[] frame(long[] tokens) {
		long[] framed = new long[tokens.length + 2];
		framed[0] = FIRST_TOKEN;
		System.arraycopy(tokens, 0, framed, 1, tokens.length);
		framed[tokens.length + 1] = LAST_TOKEN;
		return framed;
	}

	private float[] run(long[] ids) throws OrtException {
		long[] shape = { 1, ids.length };
		long[] ones = new long[ids.length];
		Arrays.fill(ones, 1);
		try (OnnxTensor input = tensor(ids, shape);
				OnnxTensor mask = tensor(ones, shape);
				OnnxTensor types = tensor(new long[ids.length], shape);
				OrtSession.Result result = this.session
					.run(Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
			return pool(((OnnxTensor) result.get(0)).getFloatBuffer(), ids.length);
		}
	}

	private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
		return OnnxTensor.createTensor(this.environment, LongBuffer.wrap(values), shape);
	}

	private float[] pool(FloatBuffer output, int tokens) {
		float[] row = new float[output.remaining() / tokens];
		output.get(row);
		if (this.pooling == Pooling.FIRST) {
			return row;
		}
		float[] sum = row.clone();
		for (int token = 1; token < tokens; token++) {
			output.get(row);
			plus(sum, row);
		}
		return sum;
	}

	private static float[] plus(float[] sum, float[] vector) {
		for (int i = 0; i < sum.length; i++) {
			sum[i] += vector[i];
		}
		return sum;
	}

	@Override
	public void close() throws OrtException {
		this.lock.writeLock().lock();
		try {
			if (!this.closed) {
				this.closed = true;
				this.session.close();
				this.tokenizer.close();
			}
		}
		finally {
			this.lock.writeLock().unlock();
		}
	}

}
