package dev.llmcache.store.redis;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.Mark;
import dev.llmcache.store.GenerationStore;

/**
 * Listener that remembers what it was told.
 */
final class RecordingListener implements GenerationStore.Listener {

	final Queue<Map<Mark, Long>> replaced = new ConcurrentLinkedQueue<>();

	final AtomicInteger interruptions = new AtomicInteger();

	@Override
	public void replaced(Map<Mark, Long> generations) {
		this.replaced.add(generations);
	}

	@Override
	public void interrupted() {
		this.interruptions.incrementAndGet();
	}

}
