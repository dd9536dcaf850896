package dev.llmcache.store.redis;

import java.net.ConnectException;
import java.util.stream.Stream;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisNoScriptException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.lettuce.LettuceExceptionConverter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which failures open the breaker of Redis.
 */
class GuardedConnectionsTests {

	static Stream<RuntimeException> failures() {
		return Stream.of(new QueryTimeoutException("no answer"), new RedisConnectionFailureException("not connected"),
				new RedisSystemException("rejected", new RedisException("Currently not connected")),
				new RedisSystemException("cut off", new RedisException(new ConnectException("reset"))),
				new RedisConnectionFailureException("refused", new RedisConnectionException("refused")),
				new RedisSystemException("starting", new RedisLoadingException("LOADING")),
				new LettuceExceptionConverter()
					.convert(new RedisCommandInterruptedException(new InterruptedException())));
	}

	static Stream<RuntimeException> answers() {
		return Stream.of(
				new RedisSystemException("full", new RedisCommandExecutionException("OOM command not allowed")),
				new RedisSystemException("wrong", new RedisCommandExecutionException("WRONGTYPE")),
				new RedisSystemException("unknown", new RedisNoScriptException("NOSCRIPT")),
				new InvalidDataAccessApiUsageException("of another driver"), new IllegalArgumentException("ours"));
	}

	@ParameterizedTest
	@MethodSource("failures")
	void aServerThatDoesNotAnswerHasFailed(RuntimeException exception) {
		assertThat(GuardedConnections.isFailure(exception)).isTrue();
	}

	@ParameterizedTest
	@MethodSource("answers")
	void aServerThatAnswersAnErrorHasNot(RuntimeException exception) {
		assertThat(GuardedConnections.isFailure(exception)).isFalse();
	}

}
