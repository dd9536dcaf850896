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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Network between an application and a server, on which replies can be made slow, or be
 * cut off after the first half, and which can be led to another server.
 */
final class FaultyWire implements AutoCloseable {

	private static final int BACKLOG = 200;

	private static final int NOWHERE = 0;

	private final ServerSocket socket;

	private final Set<Socket> open = ConcurrentHashMap.newKeySet();

	private volatile int server;

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

	/** Ends all connections, and whoever connects is turned away. */
	void breakOff() {
		leadTo(NOWHERE);
	}

	/**
	 * Ends all connections, and leads those that come to a server.
	 * @param port its port on this machine
	 */
	void leadTo(int port) {
		this.server = port;
		this.open.forEach(FaultyWire::end);
	}

	private static void end(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
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
		Socket far = new Socket();
		try (near; far) {
			near.setTcpNoDelay(true);
			far.setTcpNoDelay(true);
			far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.server));
			this.open.add(far);
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
		finally {
			this.open.remove(far);
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
