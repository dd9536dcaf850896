package dev.llmcache.store.redis;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.lettuce.core.resource.Delay;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration.StaticMasterReplicaConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceSslClientConfigurationBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The application's Lettuce settings, with other limits.
 * <p>
 * Servers, credentials, TLS, client name, protocol and where to read from are the
 * application's, and so are its event loops, where it has set some. Not its pool, since
 * one shared connection does, and not its tracing, which would put what is stored into
 * spans.
 */
final class OwnLettuce {

	/** How long one attempt to connect may take, from the lookup to the handshake. */
	static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	/** Commands that may wait for their answers; more fail at once. */
	private static final int QUEUE_SIZE = 1024;

	private final RedisConfiguration servers;

	private final Duration deadline;

	private final KeptEventLoops loops;

	private final ClientResources resources;

	private final LettuceClientConfiguration settings;

	private OwnLettuce(RedisConfiguration servers, LettuceClientConfiguration theirs, Duration deadline) {
		this.servers = servers;
		this.deadline = deadline;
		ClientResources application = theirs.getClientResources().orElse(null);
		this.loops = loops(application);
		this.resources = resources(application, this.loops);
		this.settings = settings(theirs, this.resources);
	}

	/**
	 * Settings like those of the application.
	 * @param application the application's factory
	 * @param deadline how long a command may take
	 * @return the settings, or null when the factory does not tell what it connects to
	 */
	static @Nullable OwnLettuce like(LettuceConnectionFactory application, Duration deadline) {
		RedisConfiguration servers = servers(application);
		return (servers != null) ? new OwnLettuce(servers, application.getClientConfiguration(), deadline) : null;
	}

	// By its getters, static replicas look like the default, a server on this machine.
	private static @Nullable RedisConfiguration servers(LettuceConnectionFactory application) {
		try {
			Object configuration = new DirectFieldAccessor(application).getPropertyValue("configuration");
			return (configuration instanceof RedisConfiguration servers) ? servers : null;
		}
		catch (BeansException ex) {
			return null;
		}
	}

	private static KeptEventLoops loops(@Nullable ClientResources theirs) {
		return new KeptEventLoops((theirs != null) ? theirs.eventLoopGroupProvider()
				: new DefaultEventLoopGroupProvider(DefaultClientResources.DEFAULT_IO_THREADS, OwnLettuce::threads));
	}

	private static ThreadFactory threads(String pool) {
		return new DefaultThreadFactory("llmcache-redis-" + pool, true);
	}

	private static ClientResources resources(@Nullable ClientResources theirs, KeptEventLoops loops) {
		ClientResources.Builder builder = ClientResources.builder().eventLoopGroupProvider(loops);
		if (theirs == null) {
			builder.threadFactoryProvider(OwnLettuce::threads);
		}
		else {
			builder.eventExecutorGroup(theirs.eventExecutorGroup())
				.timer(theirs.timer())
				.eventBus(theirs.eventBus())
				.socketAddressResolver(theirs.socketAddressResolver())
				.addressResolverGroup(theirs.addressResolverGroup())
				.nettyCustomizer(theirs.nettyCustomizer())
				.commandLatencyRecorder(theirs.commandLatencyRecorder());
		}
		Delay delay = Delay.fullJitter(Duration.ofMillis(10), Duration.ofMillis(500), 10, TimeUnit.MILLISECONDS);
		return builder.reconnectDelay(delay).build();
	}

	private static LettuceClientConfiguration settings(LettuceClientConfiguration theirs, ClientResources resources) {
		LettuceClientConfigurationBuilder builder = LettuceClientConfiguration.builder()
			.clientResources(resources)
			.clientOptions(options(theirs.getClientOptions().orElseGet(ClientOptions::create)))
			.commandTimeout(CONNECT_TIMEOUT)
			.shutdownTimeout(theirs.getShutdownTimeout())
			.shutdownQuietPeriod(theirs.getShutdownQuietPeriod());
		theirs.getClientName().ifPresent(builder::clientName);
		theirs.getRedisCredentialsProviderFactory().ifPresent(builder::redisCredentialsProviderFactory);
		if (theirs.isUseSsl()) {
			LettuceSslClientConfigurationBuilder ssl = builder.useSsl().verifyPeer(theirs.getVerifyMode());
			if (theirs.isStartTls()) {
				ssl.startTls();
			}
		}
		return builder.build();
	}

	private static ClientOptions options(ClientOptions theirs) {
		// Which those of a cluster would forget
		return theirs.mutate()
			.maintNotificationsConfig(theirs.getMaintNotificationsConfig())
			.autoReconnect(true)
			.suspendReconnectOnProtocolFailure(false)
			.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
			.requestQueueSize(QUEUE_SIZE)
			.socketOptions(theirs.getSocketOptions().mutate().connectTimeout(CONNECT_TIMEOUT).build())
			.timeoutOptions(TimeoutOptions.create())
			.build();
	}

	/**
	 * Makes a factory with one connection that its users share.
	 * @return a factory, not started
	 */
	DeadlineConnectionFactory newFactory() {
		return new DeadlineConnectionFactory(this.servers, this.settings, this.deadline);
	}

	/**
	 * Whether its clients can hear what is published, which Lettuce cannot with static
	 * replicas.
	 */
	boolean canSubscribe() {
		return !(this.servers instanceof StaticMasterReplicaConfiguration);
	}

	void close() {
		long timeout = CONNECT_TIMEOUT.toMillis();
		this.resources.shutdown(0, timeout, TimeUnit.MILLISECONDS).awaitUninterruptibly(timeout);
		this.loops.shutdown(0, timeout, TimeUnit.MILLISECONDS).awaitUninterruptibly(timeout);
	}

}
