package dev.llmcache.prefix;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Links of the prompts that were sent lately, from which follows how much of a prompt a
 * provider could read from its cache.
 * <p>
 * Not thread-safe.
 */
final class RecentChains {

	private final int capacity;

	// From the longest unused on, as a provider forgets too
	private final Map<Long, Long> lastUsed = new LinkedHashMap<>(16, 0.75F, true);

	RecentChains(int capacity) {
		this.capacity = capacity;
	}

	/**
	 * Remembers a prompt, and tells what it begins with like those before.
	 * @param chain the prompt's chain
	 * @param now the time in milliseconds
	 * @param retention for how many milliseconds a provider remembers
	 * @return bytes of the longest beginning that was sent within this time
	 */
	int add(PrefixChain chain, long now, long retention) {
		long[] links = chain.links();
		int shared = 0;
		while (shared < links.length && isRecent(links[shared], now - retention)) {
			shared++;
		}
		// The last link first, so that beginnings are forgotten last
		for (int i = links.length - 1; i >= 0; i--) {
			this.lastUsed.put(links[i], now);
		}
		var eldest = this.lastUsed.entrySet().iterator();
		for (int excess = this.lastUsed.size() - this.capacity; excess > 0; excess--) {
			eldest.next();
			eldest.remove();
		}
		return shared * PrefixChain.CHUNK;
	}

	private boolean isRecent(long link, long since) {
		Long used = this.lastUsed.get(link);
		return used != null && used >= since;
	}

}
