package dev.llmcache.test.servers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Redis Cluster of three masters for tests; ends with this JVM.
 * <p>
 * The <em>shared</em> one is started when first asked for and is the same for all tests
 * of this JVM, which therefore keep to keys of their own. A test that kills a master
 * starts a cluster of its own.
 */
public final class RedisCluster implements AutoCloseable {

	private static final ServerRecipe RECIPE = recipe(0);

	private static final int MASTERS = 3;

	private static final int SLOTS = 16384;

	private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

	private static final Supplier<RedisCluster> SHARED = new Once<>(() -> find(Machine.current()));

	private final List<RedisServer> masters;

	/** One for each master, or none. */
	private final List<RedisServer> replicas = new ArrayList<>();

	private final boolean shared;

	private RedisCluster(List<RedisServer> masters, boolean shared) {
		this.masters = masters;
		this.shared = shared;
	}

	/**
	 * Return the cluster that all tests of this JVM share.
	 * @throws NoServerException if none can be had
	 */
	public static RedisCluster shared() {
		return SHARED.get();
	}

	/**
	 * Start a cluster of the caller's own, empty.
	 * @throws NoServerException if none can be had
	 */
	public static RedisCluster start() {
		return start(Machine.current(), false);
	}

	/**
	 * Start a cluster of the caller's own, empty, each of whose masters has a replica,
	 * which takes over about three seconds after the master has gone.
	 * @throws NoServerException if none can be had
	 */
	public static RedisCluster startWithReplicas() {
		RedisCluster cluster = start();
		try {
			cluster.addReplicas();
			return cluster;
		}
		catch (RuntimeException ex) {
			cluster.close();
			throw ex;
		}
	}

	private void addReplicas() {
		for (int i = 0; i < MASTERS; i++) {
			order(i, "CONFIG SET cluster-node-timeout 2000 repl-diskless-sync-delay 0");
			String id = lines(i, "CLUSTER MYID").get(1);
			int busPort = LoopbackPort.free();
			RedisServer replica = RedisServer.start(recipe(busPort), Machine.current(), false);
			this.replicas.add(replica);
			replica.ask("CONFIG SET cluster-node-timeout 2000");
			order(0, "CLUSTER MEET 127.0.0.1 %d %d".formatted(replica.port(), busPort));
			Awaitility.await()
				.atMost(START_TIMEOUT)
				.until(() -> replica.ask("CLUSTER REPLICATE " + id).startsWith("+OK"));
		}
		Awaitility.await()
			.atMost(START_TIMEOUT)
			.until(() -> nodesOf(1).filter(RedisCluster::isReplica).count() == MASTERS && this.masters.stream()
				.allMatch((master) -> master.ask("INFO replication").contains("state=online")));
	}

	private Stream<String> nodesOf(int master) {
		return ask(master, "CLUSTER NODES").lines();
	}

	private static boolean isReplica(String node) {
		return node.contains(" slave ") || node.contains(",slave ");
	}

	/**
	 * Return whether the replica has taken the place of its master.
	 * @param master index into {@link #nodes()}
	 */
	public boolean hasReplaced(int master) {
		return this.replicas.get(master).ask("INFO replication").contains("role:master");
	}

	static RedisCluster find(Machine machine) {
		return machine.address(RECIPE).map(RedisCluster::at).orElseGet(() -> start(machine, true));
	}

	private static RedisCluster at(String addresses) {
		RedisCluster cluster = new RedisCluster(
				Stream.of(addresses.split(",")).map((node) -> RedisServer.at(RECIPE, node)).toList(), true);
		cluster.awaitOk();
		return cluster;
	}

	private static RedisCluster start(Machine machine, boolean shared) {
		List<RedisServer> started = new ArrayList<>();
		try {
			List<Integer> busPorts = Stream.generate(LoopbackPort::free).distinct().limit(MASTERS).toList();
			for (int busPort : busPorts) {
				started.add(RedisServer.start(recipe(busPort), machine, false));
			}
			RedisCluster cluster = new RedisCluster(started, shared);
			cluster.form(busPorts);
			cluster.awaitOk();
			return cluster;
		}
		catch (RuntimeException ex) {
			started.forEach(RedisServer::close);
			throw ex;
		}
	}

	/**
	 * A master announces the address at which clients reach it, so in a container it
	 * shares the host's network.
	 */
	static ServerRecipe recipe(int busPort) {
		return new ServerRecipe("redis", "LLMCACHE_TEST_REDIS_CLUSTER", "redis:8.0", ServerRecipe.HOST_NETWORK,
				Map.of(), (port, folder) -> commandLine("redis-server", port, busPort, folder),
				(port, folder) -> commandLine("/usr/bin/redis-server", port, busPort, folder), "TERM");
	}

	private static List<String> commandLine(String program, int port, int busPort, String folder) {
		return RedisServer.commandLine(program, "--bind", "127.0.0.1", "--port", String.valueOf(port), "--dir", folder,
				"--cluster-enabled", "yes", "--cluster-port", String.valueOf(busPort), "--cluster-announce-ip",
				"127.0.0.1");
	}

	/**
	 * With an epoch each, which else the masters would still settle while tests run.
	 */
	private void form(List<Integer> busPorts) {
		for (int i = 0; i < MASTERS; i++) {
			int first = i * SLOTS / MASTERS;
			int last = (i + 1) * SLOTS / MASTERS - 1;
			order(i, "CLUSTER ADDSLOTSRANGE %d %d".formatted(first, last));
			order(i, "CLUSTER SET-CONFIG-EPOCH %d".formatted(i + 1));
		}
		for (int i = 1; i < MASTERS; i++) {
			order(0, "CLUSTER MEET 127.0.0.1 %d %d".formatted(this.masters.get(i).port(), busPorts.get(i)));
		}
	}

	private void order(int master, String command) {
		String reply = ask(master, command);
		if (!reply.startsWith("+OK")) {
			throw new NoServerException(RECIPE, "%s was answered by: %s".formatted(command, reply));
		}
	}

	/**
	 * Ask one master.
	 * @return the reply as Redis writes it, empty if there is none
	 */
	public String ask(int master, String command) {
		return this.masters.get(master).ask(command);
	}

	private void awaitOk() {
		try {
			Awaitility.await()
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(20))
				.atMost(START_TIMEOUT)
				.until(this::isOk);
		}
		catch (ConditionTimeoutException ex) {
			throw new NoServerException(RECIPE, "its masters do not form a cluster", ex);
		}
	}

	/**
	 * Return whether every master knows of masters for all slots that it can reach.
	 */
	boolean isOk() {
		return this.masters.stream().allMatch((master) -> master.ask("CLUSTER INFO").contains("cluster_state:ok"));
	}

	/**
	 * Return the masters, each as host:port.
	 */
	public List<String> nodes() {
		return this.masters.stream().map((master) -> master.host() + ":" + master.port()).toList();
	}

	/**
	 * End a master as a crash would. The others notice after
	 * {@code cluster-node-timeout}, 15 seconds, and then refuse all keys.
	 * @param master index into {@link #nodes()}
	 */
	public void kill(int master) {
		own().get(master).kill();
	}

	/**
	 * Let a master hang: connections stay open and can be opened, nothing is answered.
	 * @param master index into {@link #nodes()}
	 */
	public void pause(int master) {
		own().get(master).pause();
	}

	/**
	 * Let the paused master run on, and wait until the cluster is complete.
	 * @param master index into {@link #nodes()}
	 */
	public void resume(int master) {
		own().get(master).resume();
		awaitOk();
	}

	/**
	 * Start the killed masters again, on the same addresses with the same data, and wait
	 * until the cluster is complete, which takes it about two seconds.
	 * @param masters indexes into {@link #nodes()}, of all that were killed
	 */
	public void restart(int... masters) {
		for (int master : masters) {
			own().get(master).restart();
		}
		awaitOk();
	}

	/**
	 * Give the slot of a key to another master, without its keys and without asking the
	 * old one, as after the loss of a host. The others learn of it within about a second.
	 * @param key any key of the slot
	 * @param master index into {@link #nodes()}
	 */
	public void takeOver(String key, int master) {
		own();
		String slot = lines(master, "CLUSTER KEYSLOT " + key).get(0).substring(1);
		String id = lines(master, "CLUSTER MYID").get(1);
		ask(master, "CLUSTER BUMPEPOCH");
		order(master, "CLUSTER SETSLOT %s NODE %s".formatted(slot, id));
	}

	private List<String> lines(int master, String command) {
		return ask(master, command).lines().toList();
	}

	/**
	 * End the cluster and remove its data.
	 */
	@Override
	public void close() {
		own().forEach(RedisServer::close);
		this.replicas.forEach(RedisServer::close);
	}

	private List<RedisServer> own() {
		if (this.shared) {
			throw new IllegalStateException("The shared cluster is not this test's to end, start one of its own");
		}
		return this.masters;
	}

}
