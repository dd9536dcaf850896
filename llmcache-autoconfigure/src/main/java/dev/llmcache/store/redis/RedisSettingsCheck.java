package dev.llmcache.store.redis;

import java.time.Duration;

import dev.llmcache.report.store.ServerReport;
import io.lettuce.core.RedisCommandExecutionException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.NestedExceptionUtils;

/**
 * Looks once at how the server's memory is set, and warns where that does not suit the
 * cache.
 * <p>
 * In the background, and as soon as the server answers. One that may not be asked, as a
 * user without the right to {@code INFO} may not, is not warned of.
 */
public final class RedisSettingsCheck implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(RedisSettingsCheck.class);

	private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

	private final RedisConnections connections;

	private final Thread thread;

	private RedisSettingsCheck(RedisConnections connections) {
		this.connections = connections;
		this.thread = Thread.ofVirtual().name("llmcache-redis-settings").unstarted(this::run);
	}

	/**
	 * Starts to look.
	 * @param connections the way to the server
	 * @return the check, which is given up when it is closed
	 */
	public static RedisSettingsCheck start(RedisConnections connections) {
		RedisSettingsCheck check = new RedisSettingsCheck(connections);
		check.thread.start();
		return check;
	}

	private void run() {
		Duration pause = SHORTEST_PAUSE;
		try {
			while (!isDone()) {
				Thread.sleep(pause);
				pause = pause.multipliedBy(2);
				pause = (pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE;
			}
		}
		catch (InterruptedException ex) {
			// Closed
		}
	}

	private boolean isDone() {
		try {
			tell(RedisFigures.ask(this.connections));
			return true;
		}
		catch (RuntimeException ex) {
			return NestedExceptionUtils.getRootCause(ex) instanceof RedisCommandExecutionException;
		}
	}

	private static void tell(ServerReport server) {
		String concern = server.concern();
		if (concern != null) {
			logger.warn("When Redis is full, its " + concern + '.');
		}
		else if (server.maximumBytes() == null) {
			logger.debug("Redis has no maxmemory, so that it takes what there is");
		}
	}

	boolean hasEnded() {
		return !this.thread.isAlive();
	}

	@Override
	public void close() {
		this.thread.interrupt();
	}

}
