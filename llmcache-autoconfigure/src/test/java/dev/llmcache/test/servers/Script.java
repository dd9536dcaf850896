package dev.llmcache.test.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Shell script beside this class, run from the class path so that it works out of a jar.
 */
enum Script {

	INSTALL_SERVERS("install-servers.sh"), RUN_SERVER("run-server.sh");

	private final String file;

	Script(String file) {
		this.file = file;
	}

	ProcessBuilder with(List<String> arguments) {
		return new ProcessBuilder(Stream.concat(Stream.of("sh", "-c", text(), this.file), arguments.stream()).toList());
	}

	private String text() {
		try (InputStream stream = Script.class.getResourceAsStream(this.file)) {
			if (stream == null) {
				throw new IllegalStateException("No script " + this.file + " on the class path");
			}
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
