package dev.llmcache.test.servers;

import java.util.List;
import java.util.Map;

/**
 * Sentinel of a {@link RedisSentinels}.
 */
final class RedisSentinel extends TestServer {

	/** A sentinel knows no QUIT. What is no command at all, it closes after. */
	private static final String NO_COMMAND = "*1\r\n?";

	private RedisSentinel(ServerRecipe recipe, ServerInstance instance) {
		super(recipe, instance, false);
	}

	/**
	 * Start a sentinel of the caller's own.
	 * @param name what clients call the master
	 * @param master to watch over
	 * @throws NoServerException if none can be had
	 */
	static RedisSentinel start(String name, RedisServer master) {
		ServerRecipe recipe = new ServerRecipe(RedisServer.RECIPE.name(), "", RedisServer.RECIPE.image(),
				ServerRecipe.HOST_NETWORK, Map.of(),
				(port, folder) -> commandLine("redis-server", port, folder, name, master.port()),
				(port, folder) -> commandLine("/usr/bin/redis-server", port, folder, name, master.port()),
				RedisServer.RECIPE.stopSignal());
		RedisSentinel server = new RedisSentinel(recipe, Machine.current().source(recipe).start(recipe));
		server.awaitAnswer();
		return server;
	}

	private static List<String> commandLine(String program, int port, String folder, String name, int master) {
		String configuration = """
				port %d
				bind 127.0.0.1
				dir %s
				sentinel monitor %s 127.0.0.1 %d 2
				sentinel down-after-milliseconds %3$s 2000
				sentinel failover-timeout %3$s 60000
				""".formatted(port, folder, name, master);
		return new StartFiles(Map.of("sentinel.conf", configuration)).before(folder,
				List.of(program, "sentinel.conf", "--sentinel"));
	}

	@Override
	boolean answers() {
		return ask("PING").startsWith("+PONG");
	}

	/**
	 * Ask over a bare socket.
	 * @param command the command and its arguments, separated by blanks
	 * @return the reply as Redis writes it, empty if there is none
	 */
	String ask(String command) {
		return InlineCommands.ask(host(), port(), command, NO_COMMAND);
	}

}
