package dev.llmcache.benchmarks.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;

/**
 * Network between an application and a server, on which replies can be made slow, or be
 * cut off after the first half.
 */
final class FaultyWire implements AutoCloseable {

	private static final int BACKLOG = 200;

	private final ServerSocket socket;

	private final int server;

	private volatile Weather weather = Weather.FAIR;

	/**
	 * Opens a way to a server.
	 * @param server its port on this machine
	 */
	FaultyWire(int server) {
		this.server = server;
		try {
			this.socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread.ofPlatform().daemon().start(this::accept);
	}

	int port() {
		return this.socket.getLocalPort();
	}

	void slowReplies(Duration delay) {
		this.weather = new Weather(delay, false);
	}

	void cutReplies() {
		this.weather = new Weather(Duration.ZERO, true);
	}

	void recover() {
		this.weather = Weather.FAIR;
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try {
				Socket near = this.socket.accept();
				Thread.ofPlatform().daemon().start(() -> connect(near));
			}
			catch (IOException ex) {
				// Closed, or the application has thought better of it
			}
		}
	}

	private void connect(Socket near) {
		try (near; Socket far = new Socket()) {
			near.setTcpNoDelay(true);
			far.setTcpNoDelay(true);
			far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.server));
			Thread requests = Thread.ofPlatform().daemon().start(() -> pumpRequests(near, far));
			pumpReplies(far, near);
			requests.join();
		}
		catch (IOException ex) {
			// Both ends are closed, and see it
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void pumpRequests(Socket near, Socket far) {
		try (near; far) {
			near.getInputStream().transferTo(far.getOutputStream());
		}
		catch (IOException ex) {
			// Both ends are closed, and see it
		}
	}

	private void pumpReplies(Socket far, Socket near) throws IOException, InterruptedException {
		byte[] part = new byte[1 << 16];
		try (far; near) {
			InputStream in = far.getInputStream();
			OutputStream out = near.getOutputStream();
			for (int length = in.read(part); length >= 0; length = in.read(part)) {
				Weather now = this.weather;
				Thread.sleep(now.delay());
				out.write(part, 0, now.cutting() ? length / 2 : length);
				if (now.cutting()) {
					throw new SocketException("Cut off");
				}
			}
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

	/**
	 * What becomes of replies.
	 *
	 * @param delay how much later each part arrives
	 * @param cutting whether only half of it does, and nothing after
	 */
	private record Weather(Duration delay, boolean cutting) {

		static final Weather FAIR = new Weather(Duration.ZERO, false);

	}

}
