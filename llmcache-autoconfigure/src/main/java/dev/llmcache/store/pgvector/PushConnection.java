package dev.llmcache.store.pgvector;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import dev.llmcache.FailureTypes;
import dev.llmcache.Mark;
import dev.llmcache.store.GenerationStore.Listener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Connection that hears what is notified on a channel, opened in the background, and
 * again whenever it is lost or does not answer.
 * <p>
 * A pooler that hands its connections to others between transactions takes the request to
 * be notified, and nothing ever comes: the notifications go to whoever has the connection
 * then. So each connection is first tried out by a notification of our own, on a channel
 * that nobody else uses.
 */
final class PushConnection implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(PushConnection.class);

	/** Between two questions whether the server is there. */
	private static final Duration HEARTBEAT = Duration.ofSeconds(1);

	private static final Duration ANSWER = Duration.ofSeconds(2);

	private static final int SHORTEST_PAUSE_MILLIS = 10;

	private static final int LONGEST_PAUSE_MILLIS = 1_000;

	private static final Duration PAUSE_WITHOUT_ECHO = Duration.ofMinutes(5);

	private final PgvectorConnections connections;

	private final String channel;

	private final Listener listener;

	private final Thread thread;

	private volatile boolean closed;

	private int pauseMillis = SHORTEST_PAUSE_MILLIS;

	private boolean warned;

	PushConnection(PgvectorConnections connections, String channel, Listener listener) {
		this.connections = connections;
		this.channel = channel;
		this.listener = listener;
		this.thread = Thread.ofVirtual().name("llmcache-pgvector-push").start(this::run);
	}

	private void run() {
		try {
			while (!this.closed) {
				Thread.sleep(open());
			}
		}
		catch (InterruptedException ex) {
			// Closed
		}
	}

	/**
	 * Hears for as long as the connection lasts.
	 * @return the pause before the next
	 */
	private Duration open() {
		try (Connection connection = this.connections.open()) {
			hear(connection);
		}
		catch (NoEchoException ex) {
			warn();
			return PAUSE_WITHOUT_ECHO;
		}
		catch (SQLException | RuntimeException ex) {
			logger.trace("PostgreSQL cannot tell of invalidations: " + FailureTypes.of(ex));
		}
		int pause = ThreadLocalRandom.current().nextInt(this.pauseMillis) + 1;
		this.pauseMillis = Math.min(2 * this.pauseMillis, LONGEST_PAUSE_MILLIS);
		return Duration.ofMillis(pause);
	}

	private void warn() {
		if (!this.warned) {
			this.warned = true;
			logger.warn("""
					PostgreSQL's notifications do not arrive, so that what other instances invalidate is noticed \
					later, within llmcache.invalidation.max-lag: is there a pooler between which does not keep to \
					sessions?""");
		}
	}

	private void hear(Connection connection) throws SQLException {
		connection.setAutoCommit(true);
		connection.setNetworkTimeout(Runnable::run, Math.toIntExact(ANSWER.toMillis()));
		PGConnection notified = connection.unwrap(PGConnection.class);
		String trial = "llmcache_" + UUID.randomUUID();
		execute(connection, "LISTEN \"" + trial + '"');
		awaitEcho(notified, trial);
		execute(connection, "UNLISTEN *");
		execute(connection, "LISTEN \"" + this.channel + '"');
		this.pauseMillis = SHORTEST_PAUSE_MILLIS;
		try {
			this.listener.interrupted();
			while (!this.closed) {
				PGNotification[] notifications = notified.getNotifications(Math.toIntExact(HEARTBEAT.toMillis()));
				tell(notifications);
				if (notifications.length == 0 && !connection.isValid(Math.toIntExact(ANSWER.toSeconds()))) {
					throw new SQLTransientException("The server does not answer");
				}
			}
		}
		finally {
			if (!this.closed) {
				this.listener.interrupted();
			}
		}
	}

	private static void execute(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private void awaitEcho(PGConnection notified, String channel) throws SQLException {
		this.connections.call(ANSWER, (connection) -> notify(connection, channel));
		long deadline = System.nanoTime() + ANSWER.toNanos();
		long left = ANSWER.toMillis();
		while (left > 0) {
			for (PGNotification notification : notified.getNotifications(Math.toIntExact(left))) {
				if (channel.equals(notification.getName())) {
					return;
				}
			}
			left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
		}
		throw new NoEchoException();
	}

	private static boolean notify(Connection connection, String channel) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement("SELECT pg_notify(?, '')")) {
			statement.setString(1, channel);
			return statement.execute();
		}
	}

	private void tell(PGNotification[] notifications) {
		for (PGNotification notification : notifications) {
			Map<Mark, Long> generations = PushedGenerations.decode(notification.getParameter());
			if (!generations.isEmpty()) {
				this.listener.replaced(generations);
			}
		}
	}

	@Override
	public void close() {
		this.closed = true;
		this.thread.interrupt();
		try {
			this.thread.join(ANSWER);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * The connection's own notification did not arrive.
	 */
	private static final class NoEchoException extends SQLException {

		private static final long serialVersionUID = 1L;

	}

}
