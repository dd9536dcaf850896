package dev.llmcache.test.servers;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Real server for tests; ends with this JVM.
 * <p>
 * The <em>shared</em> one of a kind is started when first asked for and is the same for
 * all tests of this JVM, which therefore keep to keys and tables of their own. A test
 * that stops or kills its server starts one of its own, which keeps its address and its
 * data until it is closed.
 */
public abstract sealed class TestServer implements AutoCloseable
		permits ChromiumServer, EdgeServer, PgBouncer, PostgresServer, RedisSentinel, RedisServer {

	private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

	private final ServerRecipe recipe;

	private final ServerInstance instance;

	private final boolean shared;

	TestServer(ServerRecipe recipe, ServerInstance instance, boolean shared) {
		this.recipe = recipe;
		this.instance = instance;
		this.shared = shared;
	}

	/**
	 * Return whether a client would be served now.
	 */
	abstract boolean answers();

	public final String host() {
		return this.instance.host();
	}

	public final int port() {
		return this.instance.port();
	}

	/**
	 * End the server in good order.
	 */
	public final void stop() {
		requireOwn();
		this.instance.stop();
	}

	/**
	 * End the server as a crash would.
	 */
	public final void kill() {
		requireOwn();
		this.instance.kill();
	}

	/**
	 * Let the server hang: connections stay open and can be opened, nothing is answered.
	 */
	public final void pause() {
		requireOwn();
		this.instance.pause();
	}

	/**
	 * Let the paused server run on, and wait until it answers.
	 */
	public final void resume() {
		requireOwn();
		this.instance.resume();
		awaitAnswer();
	}

	/**
	 * Start the stopped or killed server again, on the same address with the same data,
	 * and wait until it answers.
	 */
	public final void restart() {
		requireOwn();
		this.instance.start();
		awaitAnswer();
	}

	/**
	 * End the server and remove its data.
	 */
	@Override
	public final void close() {
		requireOwn();
		this.instance.close();
	}

	/**
	 * Wait until the server answers.
	 * @throws NoServerException if it does not
	 */
	final void awaitAnswer() {
		try {
			Awaitility.await()
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(10))
				.atMost(START_TIMEOUT)
				.until(this::runsAndAnswers);
		}
		catch (ConditionTimeoutException | IllegalStateException ex) {
			throw new NoServerException(this.recipe,
					"port %d of %s does not answer or refuses the login".formatted(port(), host()), ex);
		}
	}

	private boolean runsAndAnswers() {
		this.instance.checkRunning();
		return answers();
	}

	/**
	 * Return the command line that runs a program where the server's files are.
	 */
	final List<String> inside(String... command) {
		return this.instance.inside(command);
	}

	private void requireOwn() {
		if (this.shared) {
			throw new IllegalStateException("The shared server is not this test's to end, start one of its own");
		}
	}

}
