package dev.llmcache.test;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.Mark;
import dev.llmcache.store.GenerationStore;

/**
 * Listener that remembers what it was told.
 */
public final class RecordingListener implements GenerationStore.Listener {

	public final Queue<Map<Mark, Long>> replaced = new ConcurrentLinkedQueue<>();

	public final AtomicInteger interruptions = new AtomicInteger();

	@Override
	public void replaced(Map<Mark, Long> generations) {
		this.replaced.add(generations);
	}

	@Override
	public void interrupted() {
		this.interruptions.incrementAndGet();
	}

}
