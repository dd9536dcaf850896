package dev.llmcache.store.redis;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.Delay;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Connection that hears what is published on a channel, opened in the background, and
 * again whenever it is lost or does not answer. In a cluster it is to one of the nodes,
 * which hears what is published on any.
 */
final class PushConnection implements RedisConnections.Subscription {

	private static final Log logger = LogFactory.getLog(PushConnection.class);

	/** Between two questions whether the server is there. */
	private static final Duration HEARTBEAT = Duration.ofMillis(500);

	private static final Delay PAUSE = Delay.fullJitter(Duration.ofMillis(10), Duration.ofSeconds(1), 50,
			TimeUnit.MILLISECONDS);

	private final OwnLettuce lettuce;

	private final byte[] channel;

	private final RedisConnections.Subscriber subscriber;

	private final Thread thread;

	private volatile boolean closed;

	private int failures;

	PushConnection(OwnLettuce lettuce, String channel, RedisConnections.Subscriber subscriber) {
		this.lettuce = lettuce;
		this.channel = LuaScript.bytes(channel);
		this.subscriber = subscriber;
		this.thread = Thread.ofVirtual().name("llmcache-redis-push").start(this::run);
	}

	private void run() {
		try {
			while (!this.closed) {
				open();
				Thread.sleep(PAUSE.createDelay(this.failures));
			}
		}
		catch (InterruptedException ex) {
			// Closed
		}
	}

	private void open() throws InterruptedException {
		LettuceConnectionFactory factory = this.lettuce.newFactory();
		try {
			factory.start();
			hear(connect(factory.getRequiredNativeClient()));
		}
		catch (RuntimeException | ExecutionException | TimeoutException ex) {
			fail(NestedExceptionUtils.getMostSpecificCause(ex));
		}
		finally {
			boolean interrupted = Thread.interrupted();
			factory.destroy();
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private static StatefulRedisPubSubConnection<byte[], byte[]> connect(AbstractRedisClient client) {
		return (client instanceof RedisClusterClient cluster) ? cluster.connectPubSub(ByteArrayCodec.INSTANCE)
				: ((RedisClient) client).connectPubSub(ByteArrayCodec.INSTANCE);
	}

	private void hear(StatefulRedisPubSubConnection<byte[], byte[]> connection)
			throws InterruptedException, ExecutionException, TimeoutException {
		CountDownLatch lost = new CountDownLatch(1);
		connection.addListener(new RedisConnectionStateListener() {
			@Override
			public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
				lost.countDown();
			}
		});
		connection.addListener(new RedisPubSubAdapter<>() {
			@Override
			public void message(byte[] channel, byte[] message) {
				PushConnection.this.subscriber.received(message);
			}
		});
		answer(connection.async().subscribe(this.channel));
		this.failures = 0;
		try {
			this.subscriber.interrupted();
			while (!lost.await(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS)) {
				answer(connection.async().ping());
			}
		}
		finally {
			if (!this.closed) {
				this.subscriber.interrupted();
			}
		}
	}

	private static void answer(Future<?> command) throws InterruptedException, ExecutionException, TimeoutException {
		command.get(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
	}

	private void fail(Throwable cause) {
		if (this.failures++ == 0 && cause instanceof RedisCommandExecutionException) {
			logger.warn("Redis does not tell of invalidations, so they are noticed later: " + cause.getMessage());
		}
	}

	@Override
	public void close() {
		this.closed = true;
		this.thread.interrupt();
		try {
			this.thread.join(OwnLettuce.CONNECT_TIMEOUT);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
