package dev.llmcache.store.redis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.VectorKey;
import dev.llmcache.test.TestVectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisSentinelConnection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(30)
class BorrowedConnectionsTests {

	private final HangingFactory factory = new HangingFactory();

	private final BorrowedConnections connections = new BorrowedConnections(this.factory, Duration.ofMillis(20));

	@AfterEach
	void end() {
		this.factory.gate.countDown();
	}

	private void callTimesOut() {
		assertThatExceptionOfType(QueryTimeoutException.class)
			.isThrownBy(() -> this.connections.call(RedisConnection::ping));
	}

	@Test
	void leavesAHangingDriverAtTheDeadline() {
		callTimesOut();
	}

	@Test
	void refusesADeadlineOfNothingWhichLettuceWouldTakeForNone() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> RedisConnections.of(this.factory, Duration.ofNanos(999_999)));
	}

	@Test
	void borrowsNoMoreThanItsShareOfThePool() {
		for (int i = 0; i < 3 * BorrowedConnections.MAXIMUM; i++) {
			callTimesOut();
		}
		assertThat(this.factory.asked).hasValue(BorrowedConnections.MAXIMUM);
	}

	@Test
	void vectorsAreNotWaitedForLongerThanTheDeadline() {
		VectorKey key = TestVectors.keys().document("space", "text").getFirst();
		RedisEmbeddingStore store = new RedisEmbeddingStore(this.connections, "v:", Duration.ofMillis(20),
				Duration.ofDays(1), Duration.ofDays(1), InstantSource.system());
		assertThatExceptionOfType(QueryTimeoutException.class).isThrownBy(() -> store.get(List.of(key)));
		assertThatExceptionOfType(QueryTimeoutException.class)
			.isThrownBy(() -> store.put(Map.of(key, new byte[] { 1 })));
	}

	@Test
	void passesTheDriversExceptionOnOnceItAnswersAgain() {
		callTimesOut();
		this.factory.gate.countDown();
		Awaitility.await()
			.untilAsserted(() -> assertThatExceptionOfType(RedisConnectionFailureException.class)
				.isThrownBy(() -> this.connections.call(RedisConnection::ping)));
	}

	/**
	 * Driver that hangs until the gate opens, and fails then.
	 */
	private static final class HangingFactory implements RedisConnectionFactory {

		final CountDownLatch gate = new CountDownLatch(1);

		final AtomicInteger asked = new AtomicInteger();

		@Override
		public RedisConnection getConnection() {
			this.asked.incrementAndGet();
			try {
				this.gate.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			throw new RedisConnectionFailureException("gone");
		}

		@Override
		public RedisClusterConnection getClusterConnection() {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean getConvertPipelineAndTxResults() {
			return false;
		}

		@Override
		public RedisSentinelConnection getSentinelConnection() {
			throw new UnsupportedOperationException();
		}

		@Override
		public @Nullable DataAccessException translateExceptionIfPossible(RuntimeException ex) {
			return null;
		}

	}

}
