package dev.llmcache.test.prefix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Writes a small model of the LLaMA architecture with random weights, in GGUF 3, for
 * llama.cpp. What it says is noise; what it computes, and what it keeps of a prompt, is
 * real. A token is a byte.
 */
public final class RandomModelFile {

	private static final int WIDTH = 256;

	private static final int LAYERS = 4;

	private static final int HEADS = 4;

	private static final int FEED_FORWARD = 704;

	private static final int CONTEXT = 8_192;

	private static final int ALIGNMENT = 32;

	private static final int UINT32 = 4;

	private static final int INT32 = 5;

	private static final int FLOAT32 = 6;

	private static final int BOOL = 7;

	private static final int STRING = 8;

	private static final int ARRAY = 9;

	private final Random random = new Random(42);

	private final ByteBuffer header = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);

	private final List<Tensor> tensors = new ArrayList<>();

	private RandomModelFile() {
	}

	/**
	 * Writes the model.
	 * @param file where, which must not be there yet
	 * @return the file
	 */
	public static Path write(Path file) throws IOException {
		RandomModelFile model = new RandomModelFile();
		model.declareTensors();
		model.writeHeader();
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
			channel.write(model.header.flip());
			for (Tensor tensor : model.tensors) {
				channel.write(model.values(tensor));
			}
		}
		return file;
	}

	private void declareTensors() {
		int vocabulary = tokens().size();
		declare("token_embd.weight", WIDTH, vocabulary);
		declare("output_norm.weight", WIDTH);
		declare("output.weight", WIDTH, vocabulary);
		for (int layer = 0; layer < LAYERS; layer++) {
			String prefix = "blk." + layer + ".";
			declare(prefix + "attn_norm.weight", WIDTH);
			for (String matrix : List.of("attn_q", "attn_k", "attn_v", "attn_output")) {
				declare(prefix + matrix + ".weight", WIDTH, WIDTH);
			}
			declare(prefix + "ffn_norm.weight", WIDTH);
			declare(prefix + "ffn_gate.weight", WIDTH, FEED_FORWARD);
			declare(prefix + "ffn_up.weight", WIDTH, FEED_FORWARD);
			declare(prefix + "ffn_down.weight", FEED_FORWARD, WIDTH);
		}
	}

	private void declare(String name, long... dimensions) {
		this.tensors.add(new Tensor(name, dimensions));
	}

	private void writeHeader() {
		List<Runnable> settings = List.of(() -> string("general.architecture", "llama"),
				() -> string("general.name", "random"), () -> integer("llama.context_length", CONTEXT),
				() -> integer("llama.embedding_length", WIDTH), () -> integer("llama.block_count", LAYERS),
				() -> integer("llama.feed_forward_length", FEED_FORWARD),
				() -> integer("llama.attention.head_count", HEADS),
				() -> integer("llama.attention.head_count_kv", HEADS),
				() -> integer("llama.rope.dimension_count", WIDTH / HEADS),
				() -> integer("llama.vocab_size", tokens().size()), this::epsilon,
				() -> string("tokenizer.ggml.model", "llama"), this::vocabulary, this::scores, this::types,
				() -> integer("tokenizer.ggml.unknown_token_id", 0), () -> integer("tokenizer.ggml.bos_token_id", 1),
				() -> integer("tokenizer.ggml.eos_token_id", 2), () -> flag("tokenizer.ggml.add_bos_token", true),
				() -> flag("tokenizer.ggml.add_space_prefix", false));
		this.header.put("GGUF".getBytes(StandardCharsets.US_ASCII))
			.putInt(3)
			.putLong(this.tensors.size())
			.putLong(settings.size());
		settings.forEach(Runnable::run);
		long offset = 0;
		for (Tensor tensor : this.tensors) {
			string(tensor.name());
			this.header.putInt(tensor.dimensions().length);
			Arrays.stream(tensor.dimensions()).forEach(this.header::putLong);
			this.header.putInt(0).putLong(offset);
			offset += aligned(tensor.bytes());
		}
		this.header.position(aligned(this.header.position()));
	}

	private ByteBuffer values(Tensor tensor) {
		ByteBuffer values = ByteBuffer.allocate(aligned(tensor.bytes())).order(ByteOrder.LITTLE_ENDIAN);
		boolean norm = tensor.dimensions().length == 1;
		for (int i = 0; i < tensor.bytes() / Float.BYTES; i++) {
			values.putFloat(norm ? 1 : (float) this.random.nextGaussian() * 0.06F);
		}
		return values.rewind();
	}

	private static List<String> tokens() {
		List<String> tokens = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
		for (int i = 0; i < 256; i++) {
			tokens.add("<0x%02X>".formatted(i));
		}
		return tokens;
	}

	private void vocabulary() {
		array("tokenizer.ggml.tokens", STRING, tokens().size());
		tokens().forEach(this::string);
	}

	private void scores() {
		array("tokenizer.ggml.scores", FLOAT32, tokens().size());
		tokens().forEach((token) -> this.header.putFloat(0));
	}

	// Unknown, control, byte
	private void types() {
		array("tokenizer.ggml.token_type", INT32, tokens().size());
		for (int i = 0; i < tokens().size(); i++) {
			this.header.putInt((i == 0) ? 2 : (i < 3) ? 3 : 6);
		}
	}

	private void epsilon() {
		string("llama.attention.layer_norm_rms_epsilon");
		this.header.putInt(FLOAT32).putFloat(1e-5F);
	}

	private void array(String key, int type, int length) {
		string(key);
		this.header.putInt(ARRAY).putInt(type).putLong(length);
	}

	private void string(String key, String value) {
		string(key);
		this.header.putInt(STRING);
		string(value);
	}

	private void integer(String key, int value) {
		string(key);
		this.header.putInt(UINT32).putInt(value);
	}

	private void flag(String key, boolean value) {
		string(key);
		this.header.putInt(BOOL).put((byte) (value ? 1 : 0));
	}

	private void string(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		this.header.putLong(bytes.length).put(bytes);
	}

	private static int aligned(int bytes) {
		return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	}

	private record Tensor(String name, long[] dimensions) {

		int bytes() {
			return (int) Arrays.stream(this.dimensions).reduce(Float.BYTES, (product, next) -> product * next);
		}

	}

}
