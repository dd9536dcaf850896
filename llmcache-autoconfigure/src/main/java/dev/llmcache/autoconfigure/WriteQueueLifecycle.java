package dev.llmcache.autoconfigure;

import dev.llmcache.store.WriteQueue;

import org.springframework.context.SmartLifecycle;

/**
 * Lets the waiting writes through when the application stops: after its web server,
 * before the stores that they go to.
 */
final class WriteQueueLifecycle implements SmartLifecycle {

	private final WriteQueue writes;

	private volatile boolean running;

	WriteQueueLifecycle(WriteQueue writes) {
		this.writes = writes;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.writes.close();
	}

	// The queues of several layers drain at the same time
	@Override
	public void stop(Runnable callback) {
		Thread.ofVirtual().name("llmcache-drain").start(() -> {
			stop();
			callback.run();
		});
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	// A queue that was closed takes no more writes
	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return 0;
	}

}
