package dev.llmcache.autoconfigure;

import org.springframework.context.SmartLifecycle;

/**
 * Ends what goes on in the background when the application stops: after its web server,
 * before the stores that it needs.
 */
final class DrainLifecycle implements SmartLifecycle {

	/** Before the application's connections, whose phase is 0, and which may be used. */
	static final int WRITES = 1;

	/** Before the writes of what they fetch. */
	static final int REFRESHES = 2;

	private final Runnable drain;

	private final int phase;

	private volatile boolean running;

	DrainLifecycle(Runnable drain, int phase) {
		this.drain = drain;
		this.phase = phase;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.drain.run();
	}

	// Several of one phase drain at the same time
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

	// What has ended does not begin again
	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return this.phase;
	}

}
