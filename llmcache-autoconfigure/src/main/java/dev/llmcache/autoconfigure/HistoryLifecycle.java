package dev.llmcache.autoconfigure;

import dev.llmcache.report.History;

import org.springframework.context.SmartLifecycle;

/**
 * Has the history remember while the application runs: not before, when its thread would
 * ask for beans that are still being made, but also where beans are made only when they
 * are wanted.
 */
final class HistoryLifecycle implements SmartLifecycle {

	private final History history;

	HistoryLifecycle(History history) {
		this.history = history;
	}

	@Override
	public void start() {
		this.history.start();
	}

	@Override
	public void stop() {
		this.history.pause();
	}

	@Override
	public boolean isRunning() {
		return this.history.isRunning();
	}

}
