package dev.llmcache.store.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * One Lettuce connection of the cache's own, which all callers share and none of them
 * waits for: it is established in the background, and without one a call fails at once.
 * <p>
 * Lettuce finds a lost connection again by itself, and rejects commands meanwhile. A
 * server that went without closing it cannot notice for many minutes; so a connection on
 * which no call is answered any more is given up for a new one. Attempts to connect are
 * made as long as there are calls.
 */
final class LettuceConnections implements RedisConnections {

	private static final Log logger = LogFactory.getLog(LettuceConnections.class);

	/** Between an attempt to connect that failed and the next. */
	private static final Duration PAUSE = Duration.ofMillis(500);

	/** Longer than an attempt, which has many classes to load at first. */
	private static final Duration PATIENCE_AT_START = Duration.ofSeconds(5);

	private final OwnLettuce lettuce;

	private final AtomicReference<@Nullable Session> session = new AtomicReference<>();

	private final AtomicReference<@Nullable Thread> connector = new AtomicReference<>();

	private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

	private final AtomicBoolean answering = new AtomicBoolean(true);

	private volatile long pausedSince = System.nanoTime() - PAUSE.toNanos();

	private volatile boolean closed;

	/**
	 * Connects, and waits for the first attempt to end.
	 * @param lettuce knows how to connect, closed with this
	 */
	LettuceConnections(OwnLettuce lettuce) {
		this.lettuce = lettuce;
		connectInBackground();
		join(this.connector.get(), PATIENCE_AT_START);
	}

	@Override
	public <T extends @Nullable Object> T call(Function<RedisConnection, T> command) {
		Session current = this.session.get();
		if (current == null) {
			connectInBackground();
			throw new RedisConnectionFailureException("Redis is not connected");
		}
		try {
			T result = current.call(command);
			if (!this.answering.get() && this.answering.compareAndSet(false, true)) {
				logger.info("Redis answers again");
			}
			return result;
		}
		finally {
			if (current.isHopeless()) {
				giveUp(current);
			}
		}
	}

	@Override
	public <T extends @Nullable Object> T callAtLength(Function<RedisConnection, T> commands) {
		// Each command has a deadline
		return call(commands);
	}

	@Override
	public void reconnect() {
		if (this.session.get() == null) {
			connectInBackground();
			join(this.connector.get(), OwnLettuce.CONNECT_TIMEOUT);
		}
	}

	@Override
	public Subscription subscribe(String channel, Subscriber subscriber) {
		if (!this.lettuce.canSubscribe()) {
			return RedisConnections.super.subscribe(channel, subscriber);
		}
		Subscription subscription = new PushConnection(this.lettuce, channel, subscriber);
		this.subscriptions.add(subscription);
		return subscription;
	}

	private void connectInBackground() {
		boolean paused = System.nanoTime() - this.pausedSince < PAUSE.toNanos();
		if (paused || this.closed || this.connector.get() != null) {
			return;
		}
		Thread thread = Thread.ofVirtual().name("llmcache-redis-connect").unstarted(this::connect);
		if (this.connector.compareAndSet(null, thread)) {
			thread.start();
		}
	}

	private void connect() {
		try {
			if (this.session.get() == null) {
				this.session.set(Session.open(this.lettuce.newFactory()));
			}
		}
		catch (RuntimeException ex) {
			this.pausedSince = System.nanoTime();
			warn("Cannot connect to Redis: " + NestedExceptionUtils.getMostSpecificCause(ex));
		}
		finally {
			this.connector.set(null);
		}
		if (this.closed) {
			closeSession();
		}
	}

	private void giveUp(Session hopeless) {
		if (this.session.compareAndSet(hopeless, null)) {
			warn("Redis has answered no call for " + Session.PATIENCE.toSeconds() + " seconds");
			Thread.ofVirtual().name("llmcache-redis-close").start(hopeless::close);
			connectInBackground();
		}
	}

	private void warn(String message) {
		if (!this.closed && this.answering.getAndSet(false)) {
			logger.warn(message + ". The cache goes on without Redis until it answers; "
					+ "which server that is, spring.data.redis.* says");
		}
	}

	@Override
	public void close() {
		this.closed = true;
		this.subscriptions.forEach(Subscription::close);
		join(this.connector.get(), OwnLettuce.CONNECT_TIMEOUT);
		closeSession();
		this.lettuce.close();
	}

	private void closeSession() {
		Session last = this.session.getAndSet(null);
		if (last != null) {
			last.close();
		}
	}

	private static void join(@Nullable Thread thread, Duration patience) {
		try {
			if (thread != null) {
				thread.join(patience);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
