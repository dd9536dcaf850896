package dev.llmcache.edge.purge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.llmcache.edge.EdgeStats;
import dev.llmcache.edge.EdgeTraffic;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Counters of a Varnish server, as {@code varnishstat -1 -j} prints them. They count all
 * that the server serves, of whatever application.
 */
public final class VarnishStats implements EdgeStats {

	private static final Log logger = LogFactory.getLog(VarnishStats.class);

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final int LONGEST = 4 << 20;

	private final List<String> command;

	/**
	 * Creates the source.
	 * @param command the command, which may reach the server by {@code ssh} or the like
	 */
	public VarnishStats(List<String> command) {
		this.command = List.copyOf(command);
	}

	@Override
	public Optional<EdgeTraffic> read() {
		try {
			return traffic(run());
		}
		catch (IOException ex) {
			logger.debug("varnishstat did not run: " + ex.getClass().getName());
			return Optional.empty();
		}
	}

	static Optional<EdgeTraffic> traffic(String output) {
		Long requests = counter(output, "MAIN.client_req");
		Long hits = counter(output, "MAIN.cache_hit");
		return (requests != null && hits != null) ? Optional.of(new EdgeTraffic(requests, hits)) : Optional.empty();
	}

	private String run() throws IOException {
		Process process = new ProcessBuilder(this.command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		process.getOutputStream().close();
		// Ends the reading below too
		process.onExit().orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).exceptionally((late) -> {
			process.destroyForcibly();
			return process;
		});
		try (InputStream output = process.getInputStream()) {
			return new String(output.readNBytes(LONGEST), StandardCharsets.UTF_8);
		}
	}

	private static @Nullable Long counter(String output, String name) {
		Matcher matcher = Pattern
			.compile(Pattern.quote("\"" + name + "\"")
					+ "\\s{0,9}:\\s{0,9}\\{[^}]{0,999}\"value\"\\s{0,9}:\\s{0,9}(\\d{1,18})(?!\\d)")
			.matcher(output);
		return matcher.find() ? Long.valueOf(matcher.group(1)) : null;
	}

}
