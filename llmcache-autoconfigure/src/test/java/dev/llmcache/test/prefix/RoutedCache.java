package dev.llmcache.test.prefix;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

import tools.jackson.databind.JsonNode;

/**
 * Caches of many machines as OpenAI describes them: a request goes to the machine that
 * its first 256 tokens and its {@code prompt_cache_key} lead to, unless that has had as
 * many from them within a minute as it can take; then it goes to any. From 1,024 tokens
 * on, steps of 128 are remembered.
 */
public final class RoutedCache implements PromptCache {

	private static final int ROUTED_BY = 256;

	private static final int MINIMUM = 1_024;

	private static final int STEP = 128;

	private static final long MINUTE = 60_000;

	private final List<BlockCache> machines = new ArrayList<>();

	private final int perMinute;

	private final LongSupplier clock;

	private final Map<Integer, Deque<Long>> arrivals = new HashMap<>();

	private int next;

	public RoutedCache(int machines, int perMinute, LongSupplier clock) {
		for (int i = 0; i < machines; i++) {
			this.machines.add(new BlockCache(STEP, 200));
		}
		this.perMinute = perMinute;
		this.clock = clock;
	}

	@Override
	public synchronized int cached(List<String> tokens, JsonNode request) {
		int route = Objects.hash(tokens.subList(0, Math.min(ROUTED_BY, tokens.size())),
				request.path("prompt_cache_key").asString(""));
		Deque<Long> lately = this.arrivals.computeIfAbsent(route, (key) -> new ArrayDeque<>());
		long now = this.clock.getAsLong();
		while (!lately.isEmpty() && now - lately.getFirst() >= MINUTE) {
			lately.removeFirst();
		}
		boolean overflows = lately.size() >= this.perMinute;
		if (!overflows) {
			lately.addLast(now);
		}
		int machine = overflows ? this.next++ : route;
		int cached = this.machines.get(Math.floorMod(machine, this.machines.size())).cached(tokens, "");
		return (cached >= MINIMUM) ? cached : 0;
	}

}
