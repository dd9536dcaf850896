package dev.llmcache.test.prefix;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * Cache of blocks as vLLM has it: each full block is known by the tokens in it and the
 * block before, the first also by the request's {@code cache_salt}. The blocks that were
 * not used for longest go first.
 */
public final class BlockCache implements PromptCache {

	private final int blockSize;

	private final Map<Block, Boolean> blocks;

	public BlockCache(int blockSize, int capacity) {
		this.blockSize = blockSize;
		this.blocks = new LinkedHashMap<>(16, 0.75F, true) {

			private static final long serialVersionUID = 1L;

			@Override
			protected boolean removeEldestEntry(Map.Entry<Block, Boolean> eldest) {
				return size() > capacity;
			}

		};
	}

	@Override
	public synchronized int cached(List<String> tokens, JsonNode request) {
		return cached(tokens, request.path("cache_salt").asString(""));
	}

	synchronized int cached(List<String> tokens, String salt) {
		int known = 0;
		boolean hit = true;
		long parent = salt.hashCode();
		// The last token is always computed
		for (int end = this.blockSize; end < tokens.size(); end += this.blockSize) {
			Block block = new Block(parent, List.copyOf(tokens.subList(end - this.blockSize, end)));
			hit = hit && this.blocks.get(block) != null;
			known += hit ? this.blockSize : 0;
			this.blocks.put(block, true);
			parent = 31 * parent + block.hashCode();
		}
		return known;
	}

	private record Block(long parent, List<String> tokens) {

	}

}
