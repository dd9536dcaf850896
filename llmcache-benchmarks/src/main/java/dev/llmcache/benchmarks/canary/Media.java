package dev.llmcache.benchmarks.canary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import dev.llmcache.benchmarks.canary.scan.Medium;
import dev.llmcache.test.servers.PostgresServer;
import dev.llmcache.test.servers.RedisServer;

import org.springframework.util.FileSystemUtils;

/**
 * All that is searched, in one folder.
 *
 * @param folder the folder
 */
record Media(Path folder) {

	private static final List<String> ENDPOINTS = List.of("llmcache", "llmcache/tenant", "llmcache/user",
			"llmcache/public", "llmcacheconsole", "llmcacheconsole/data", "health");

	/**
	 * Empties a folder beside the classes.
	 * @param name its name
	 */
	static Media in(String name) {
		try {
			Path classes = Path.of(Media.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			Path folder = classes.resolveSibling("canary").resolve(name);
			FileSystemUtils.deleteRecursively(folder);
			return new Media(Files.createDirectories(folder));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	Path directory() {
		return this.folder.resolve("lucene");
	}

	/**
	 * Writes down what a running application shows, and what it has shown before.
	 */
	void show(OpenOffice office, Conversations conversations) {
		StringBuilder endpoints = new StringBuilder(conversations.replies());
		ENDPOINTS.forEach((path) -> endpoints.append(office.get(path)).append('\n'));
		write("endpoints.txt", endpoints.toString());
		write("failures.txt", conversations.failures());
		write("metrics.txt", office.get("prometheus"));
	}

	private void write(String name, String text) {
		try {
			Files.writeString(this.folder.resolve(name), text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Writes down what an application has logged, observed and shown, once it has ended.
	 */
	List<Medium> shown() {
		return new ArrayList<>(List.of(medium("llmcache-log", "llmcache.log"), medium("driver-log", "drivers.log"),
				medium("other-log", "others.log"), medium("observations", "observations.txt"),
				medium("metrics", "metrics.txt"), medium("endpoints", "endpoints.txt"),
				medium("exceptions", "failures.txt")));
	}

	/**
	 * What is in Redis and in PostgreSQL.
	 */
	List<Medium> stored(RedisServer redis, PostgresServer postgres) {
		try {
			RedisSnapshot.write(redis, this.folder.resolve("redis.rdb"));
			PostgresFiles.dump(postgres, this.folder.resolve("pg-dump.sql"));
			PostgresFiles.copy(postgres, this.folder.resolve("pg-files"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		return List.of(medium("redis", "redis.rdb"), medium("pg-dump", "pg-dump.sql"), medium("pg-files", "pg-files"));
	}

	/**
	 * What is in the directory.
	 */
	Medium stored() {
		return Medium.at("lucene", directory());
	}

	private Medium medium(String name, String file) {
		return Medium.at(name, this.folder.resolve(file));
	}

}
