package dev.llmcache.store.redis;

import java.time.Duration;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.tracing.MicrometerTracing;
import io.lettuce.core.tracing.Tracing;
import io.micrometer.observation.ObservationRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisSocketConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.RedisStaticMasterReplicaConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

class OwnLettuceTests {

	private static final Duration DEADLINE = Duration.ofMillis(50);

	private static LettuceConnectionFactory own(LettuceConnectionFactory application) {
		OwnLettuce own = OwnLettuce.like(application, DEADLINE);
		assertThat(own).isNotNull();
		LettuceConnectionFactory factory = own.newFactory();
		own.close();
		return factory;
	}

	private static LettuceConnectionFactory own(RedisConfiguration servers) {
		return own(new LettuceConnectionFactory(servers));
	}

	private static LettuceClientConfiguration own(LettuceClientConfiguration settings) {
		return own(new LettuceConnectionFactory(new RedisStandaloneConfiguration(), settings)).getClientConfiguration();
	}

	@Test
	void connectsToTheSameServer() {
		RedisStandaloneConfiguration servers = new RedisStandaloneConfiguration("cache.example", 6380);
		servers.setDatabase(3);
		servers.setPassword("secret");
		LettuceConnectionFactory own = own(new LettuceConnectionFactory(servers));
		assertThat(own.getHostName()).isEqualTo("cache.example");
		assertThat(own.getPort()).isEqualTo(6380);
		assertThat(own.getDatabase()).isEqualTo(3);
		assertThat(own.getPassword()).isEqualTo("secret");
	}

	@Test
	void connectsToTheSameSentinelsClusterOrSocket() {
		RedisSentinelConfiguration sentinels = new RedisSentinelConfiguration().master("main").sentinel("one", 1);
		RedisClusterConfiguration cluster = new RedisClusterConfiguration().clusterNode("one", 1);
		RedisSocketConfiguration socket = new RedisSocketConfiguration("/run/redis");
		assertThat(own(sentinels).getSentinelConfiguration()).isSameAs(sentinels);
		assertThat(own(cluster).getClusterConfiguration()).isSameAs(cluster);
		assertThat(own(socket).getSocketConfiguration()).isSameAs(socket);
	}

	@Test
	void doesNotTakeStaticReplicasForAServerOnThisMachine() {
		RedisStaticMasterReplicaConfiguration replicas = new RedisStaticMasterReplicaConfiguration("main", 1);
		LettuceConnectionFactory own = own(replicas);
		assertThat(own).extracting("configuration").isSameAs(replicas);
	}

	@Test
	void takesOverHowToConnect() {
		LettuceClientConfiguration settings = own(LettuceClientConfiguration.builder()
			.clientName("shop")
			.readFrom(ReadFrom.REPLICA_PREFERRED)
			.clientOptions(ClientOptions.builder().protocolVersion(ProtocolVersion.RESP2).build())
			.useSsl()
			.verifyPeer(SslVerifyMode.CA)
			.startTls()
			.and()
			.build());
		assertThat(settings.getClientName()).contains("shop");
		// A replica that lags would show what was invalidated or erased
		assertThat(settings.getReadFrom()).isEmpty();
		assertThat(settings.getClientOptions()).get()
			.extracting(ClientOptions::getProtocolVersion)
			.isEqualTo(ProtocolVersion.RESP2);
		assertThat(settings.isUseSsl()).isTrue();
		assertThat(settings.isStartTls()).isTrue();
		assertThat(settings.getVerifyMode()).isEqualTo(SslVerifyMode.CA);
	}

	@Test
	void usesNoTlsWhereTheApplicationDoesNot() {
		assertThat(own(LettuceClientConfiguration.defaultConfiguration()).isUseSsl()).isFalse();
	}

	@Test
	void setsLimitsOfItsOwn() {
		LettuceClientConfiguration settings = own(LettuceClientConfiguration.builder()
			.commandTimeout(Duration.ofMinutes(1))
			.clientOptions(ClientOptions.builder()
				.autoReconnect(false)
				.disconnectedBehavior(DisconnectedBehavior.ACCEPT_COMMANDS)
				.build())
			.build());
		ClientOptions options = settings.getClientOptions().orElseThrow();
		assertThat(settings.getCommandTimeout()).isEqualTo(OwnLettuce.CONNECT_TIMEOUT);
		assertThat(options.getSocketOptions().getConnectTimeout()).isEqualTo(OwnLettuce.CONNECT_TIMEOUT);
		assertThat(options.isAutoReconnect()).isTrue();
		assertThat(options.getDisconnectedBehavior()).isEqualTo(DisconnectedBehavior.REJECT_COMMANDS);
		assertThat(options.getRequestQueueSize()).isLessThan(10_000);
	}

	@Test
	void keepsWhatTheApplicationHasSetForItsCluster() {
		ClusterClientOptions.Builder theirs = ClusterClientOptions.builder().maxRedirects(9);
		theirs.maintNotificationsConfig(MaintNotificationsConfig.disabled());
		LettuceClientConfiguration settings = own(
				LettuceClientConfiguration.builder().clientOptions(theirs.build()).build());
		assertThat(settings.getClientOptions()).get().isInstanceOfSatisfying(ClusterClientOptions.class, (options) -> {
			assertThat(options.getMaxRedirects()).isEqualTo(9);
			assertThat(options.getMaintNotificationsConfig().maintNotificationsEnabled()).isFalse();
		});
	}

	private static EventLoopGroup loops(ClientResources resources) {
		return resources.eventLoopGroupProvider().allocate(MultiThreadIoEventLoopGroup.class);
	}

	@Test
	void sharesTheApplicationsThreadsButNotItsTracing() {
		ClientResources theirs = ClientResources.builder()
			.tracing(new MicrometerTracing(ObservationRegistry.create(), "redis"))
			.build();
		ClientResources ours = own(LettuceClientConfiguration.builder().clientResources(theirs).build())
			.getClientResources()
			.orElseThrow();
		assertThat(loops(ours)).isSameAs(loops(theirs));
		assertThat(ours.tracing()).isSameAs(Tracing.disabled());
		assertThat(theirs.eventExecutorGroup().isShuttingDown()).isFalse();
		theirs.shutdown().awaitUninterruptibly();
	}

}
