package dev.llmcache.test.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.llmcache.test.FreezableProxy;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Redis with one replica, watched over by three sentinels, for tests; ends with this JVM.
 * <p>
 * Sentinels take two seconds to find a master dead, and the replica takes over within
 * about two more.
 */
public final class RedisSentinels implements AutoCloseable {

	/** By which name clients ask the sentinels for the master. */
	public static final String MASTER = "llmcache";

	private static final int SENTINELS = 3;

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private static final Pattern OFFSET = Pattern.compile("(?:master|slave)_repl_offset:(\\d+)");

	private final List<AutoCloseable> open = new ArrayList<>();

	private final List<RedisSentinel> sentinels = new ArrayList<>();

	private final RedisServer master;

	private final FreezableProxy replication;

	private final RedisServer replica;

	private RedisSentinels() throws IOException {
		try {
			this.master = opened(RedisServer.start("--repl-diskless-sync-delay", "0"));
			this.replication = opened(new FreezableProxy(this.master.host(), this.master.port()));
			this.replica = opened(
					RedisServer.start("--replicaof", this.replication.host() + " " + this.replication.port()));
			await("the replica does not follow", () -> this.master.ask("INFO replication").contains("state=online"));
			for (int i = 0; i < SENTINELS; i++) {
				this.sentinels.add(opened(RedisSentinel.start(MASTER, this.master)));
			}
			await("the sentinels do not find each other", () -> all("slaves=1,sentinels=" + SENTINELS));
		}
		catch (IOException | RuntimeException ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Start servers of the caller's own, empty, which takes some seconds.
	 * @throws NoServerException if none can be had
	 */
	public static RedisSentinels start() {
		try {
			return new RedisSentinels();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private <T extends AutoCloseable> T opened(T server) {
		this.open.add(server);
		return server;
	}

	/**
	 * Return the sentinels, each as host:port, separated by commas.
	 */
	public String nodes() {
		return String.join(",",
				this.sentinels.stream().map((sentinel) -> sentinel.host() + ":" + sentinel.port()).toList());
	}

	/**
	 * Return the server that is the master at first.
	 */
	public RedisServer master() {
		return this.master;
	}

	/**
	 * Return the server that takes over from the master.
	 */
	public RedisServer replica() {
		return this.replica;
	}

	/**
	 * Keep from the replica what the master is told from now on.
	 */
	public void holdUpReplication() {
		this.replication.freeze();
	}

	/**
	 * Return how many bytes of what the master was told the replica does not know.
	 */
	public long lag() {
		return offset(this.master) - offset(this.replica);
	}

	private static long offset(RedisServer server) {
		Matcher offset = OFFSET.matcher(server.ask("INFO replication"));
		return offset.find() ? Long.parseLong(offset.group(1)) : 0;
	}

	/**
	 * Return whether all sentinels name the former replica as master, and it is.
	 */
	public boolean isFailedOver() {
		return all("address=127.0.0.1:" + this.replica.port())
				&& this.replica.ask("INFO replication").contains("role:master");
	}

	private boolean all(String status) {
		return this.sentinels.stream().allMatch((sentinel) -> sentinel.ask("INFO sentinel").contains(status));
	}

	private static void await(String failure, Callable<Boolean> condition) {
		try {
			Awaitility.await().atMost(TIMEOUT).until(condition);
		}
		catch (ConditionTimeoutException ex) {
			throw new NoServerException(RedisServer.RECIPE, failure, ex);
		}
	}

	/**
	 * End all servers and remove their data.
	 */
	@Override
	public void close() {
		for (AutoCloseable server : this.open.reversed()) {
			try {
				server.close();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

}
