package dev.llmcache.prefix;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A prompt in the order in which providers read it: tools, then messages.
 *
 * @param blocks its parts
 * @param head how many of them, from the first on, are meant to be the same in every call
 */
public record RenderedPrompt(List<PromptBlock> blocks, int head) {

	public RenderedPrompt {
		blocks = List.copyOf(blocks);
	}

	/**
	 * The parts that are meant to be the same in every call.
	 * @return the first of the parts
	 */
	public List<PromptBlock> headBlocks() {
		return this.blocks.subList(0, this.head);
	}

	/**
	 * Length of the parts that are meant to be the same in every call.
	 * @return their characters
	 */
	public int headLength() {
		return headBlocks().stream().mapToInt((block) -> block.name().length() + block.text().length()).sum();
	}

	byte[] bytes() {
		return bytes(this.blocks);
	}

	byte[] headBytes() {
		return bytes(headBlocks());
	}

	private static byte[] bytes(List<PromptBlock> blocks) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		blocks.forEach((block) -> out.writeBytes(block.rendered().getBytes(StandardCharsets.UTF_8)));
		return out.toByteArray();
	}

}
