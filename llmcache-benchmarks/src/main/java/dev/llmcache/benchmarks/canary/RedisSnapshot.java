package dev.llmcache.benchmarks.canary;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.llmcache.test.servers.RedisServer;

/**
 * Snapshot of a Redis as a replica is given it: all keys and values, in the format of the
 * file that Redis itself keeps.
 */
final class RedisSnapshot {

	private static final int LONGEST_LINE = 64;

	private RedisSnapshot() {
	}

	/**
	 * Writes a snapshot.
	 * @param redis of which server; its snapshots are not compressed any more
	 * @param file where to
	 */
	static void write(RedisServer redis, Path file) throws IOException {
		redis.ask("CONFIG SET rdbcompression no");
		try (Socket socket = new Socket(redis.host(), redis.port());
				DataInputStream in = new DataInputStream(socket.getInputStream());
				OutputStream out = Files.newOutputStream(file)) {
			socket.getOutputStream().write("SYNC\r\n".getBytes(StandardCharsets.US_ASCII));
			String line = line(in);
			// An empty one says that it takes a while
			while (line.isEmpty()) {
				line = line(in);
			}
			if (!line.startsWith("$")) {
				throw new IOException("Redis gives no snapshot: " + line);
			}
			for (long left = Long.parseLong(line.substring(1)); left > 0;) {
				byte[] block = in.readNBytes((int) Math.min(left, 1 << 20));
				if (block.length == 0) {
					throw new IOException("Redis gave no whole snapshot");
				}
				out.write(block);
				left -= block.length;
			}
		}
	}

	private static String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = in.read(); next != '\n' && line.length() < LONGEST_LINE; next = in.read()) {
			if (next < 0) {
				throw new IOException("Redis said nothing more");
			}
			line.append((char) next);
		}
		return line.toString().strip();
	}

}
