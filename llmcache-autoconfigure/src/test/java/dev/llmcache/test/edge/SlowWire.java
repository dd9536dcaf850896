package dev.llmcache.test.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Network between a cache and the application behind it, on which responses take a while
 * that differs from one to the next.
 */
final class SlowWire implements AutoCloseable {

	private final ServerSocket socket;

	private final int target;

	private final Duration longest;

	/**
	 * Starts it on a port.
	 * @param port where the cache finds the application
	 * @param target where the application is
	 * @param longest how long a part of a response takes at the most
	 */
	SlowWire(int port, int target, Duration longest) {
		this.target = target;
		this.longest = longest;
		try {
			this.socket = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread.ofVirtual().start(this::accept);
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try {
				Socket near = this.socket.accept();
				Thread.ofVirtual().start(() -> connect(near));
			}
			catch (IOException ex) {
				// Closed, or the cache has thought better of it
			}
		}
	}

	private void connect(Socket near) {
		try (near; Socket far = new Socket()) {
			far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.target));
			Thread requests = Thread.ofVirtual().start(() -> pump(near, far, Duration.ZERO));
			pump(far, near, this.longest);
			requests.join();
		}
		catch (IOException ex) {
			// Both ends are closed, and see it
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void pump(Socket from, Socket to, Duration longest) {
		byte[] part = new byte[1 << 16];
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			for (int length = in.read(part); length >= 0; length = in.read(part)) {
				if (longest.isPositive()) {
					LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest.toNanos()));
				}
				out.write(part, 0, length);
				out.flush();
			}
		}
		catch (IOException ex) {
			// Both ends are closed, and see it
		}
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
