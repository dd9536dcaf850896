package dev.llmcache.store.redis;

import java.util.UUID;
import java.util.concurrent.TimeUnit;

import dev.llmcache.Mark;
import dev.llmcache.store.DataKeyStore;
import dev.llmcache.store.DataKeyStoreContract;
import dev.llmcache.test.servers.RedisServer;
import io.lettuce.core.resource.ClientResources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

class RedisDataKeyStoreIT extends DataKeyStoreContract {

	private final String prefix = "test:" + UUID.randomUUID() + ":";

	private final ClientResources resources = ClientResources.create();

	private final LettuceConnectionFactory application = RedisTestConnections.application(RedisServer.shared(),
			LettuceClientConfiguration.builder().clientResources(this.resources).build());

	private final RedisConnections connections = RedisConnections.of(this.application, RedisTestConnections.AMPLE);

	private final DataKeyStore store = new RedisDataKeyStore(this.connections, this.prefix);

	@Override
	protected DataKeyStore store() {
		return this.store;
	}

	@AfterEach
	void close() {
		try (RedisConnection redis = this.application.getConnection()) {
			redis.keyCommands().keys(LuaScript.bytes(this.prefix + "*")).forEach((key) -> redis.keyCommands().del(key));
		}
		this.connections.close();
		this.application.destroy();
		this.resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
	}

	@Test
	void neverExpires() {
		this.store.putIfAbsent(new Mark(1, 2), wrapped(1));
		try (RedisConnection redis = this.application.getConnection()) {
			byte[] key = redis.keyCommands().keys(LuaScript.bytes(this.prefix + "*")).iterator().next();
			assertThat(LuaScript.text(key)).startsWith(this.prefix + "k:").hasSize(this.prefix.length() + 24);
			assertThat(redis.keyCommands().pTtl(key)).isEqualTo(-1);
		}
	}

	@Test
	void handsOutNothingThatIsNoKey() {
		RawKeys keys = new RawKeys(this.application, this.prefix);
		keys.set(this.prefix + "k:text", new byte[10]);
		keys.set(this.prefix + "k:%%", new byte[10]);
		this.store.forEach((tenant, wrapped) -> assertThat(tenant).isNull());
	}

}
