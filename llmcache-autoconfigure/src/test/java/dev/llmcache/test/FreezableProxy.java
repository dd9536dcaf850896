package dev.llmcache.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What stands between a client and its server, and can stop dead as a server does that
 * gets a SIGSTOP: connections are still accepted by the operating system, and nothing is
 * ever answered.
 */
public final class FreezableProxy implements AutoCloseable {

	private final ServerSocket listener;

	private final String host;

	private final int port;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition thawed = this.lock.newCondition();

	private boolean frozen;

	public FreezableProxy(String host, int port) throws IOException {
		this.host = host;
		this.port = port;
		this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread.ofVirtual().start(this::accept);
	}

	public String host() {
		return this.listener.getInetAddress().getHostAddress();
	}

	public int port() {
		return this.listener.getLocalPort();
	}

	public void freeze() {
		setFrozen(true);
	}

	public void thaw() {
		setFrozen(false);
	}

	private void setFrozen(boolean frozen) {
		this.lock.lock();
		try {
			this.frozen = frozen;
			this.thawed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void awaitThaw() {
		this.lock.lock();
		try {
			while (this.frozen) {
				this.thawed.awaitUninterruptibly();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void accept() {
		try {
			while (true) {
				Socket client = this.listener.accept();
				this.sockets.add(client);
				Thread.ofVirtual().start(() -> connect(client));
			}
		}
		catch (SocketException ex) {
			// closed
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void connect(Socket client) {
		awaitThaw();
		try {
			Socket server = new Socket(this.host, this.port);
			this.sockets.add(server);
			Thread.ofVirtual().start(() -> pump(client, server));
			pump(server, client);
		}
		catch (IOException ex) {
			close(client);
		}
	}

	private void pump(Socket from, Socket to) {
		try {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			byte[] buffer = new byte[8192];
			int length = in.read(buffer);
			while (length >= 0) {
				awaitThaw();
				out.write(buffer, 0, length);
				length = in.read(buffer);
			}
		}
		catch (IOException ex) {
			// one side is gone, and so will be the other
		}
		finally {
			close(from);
			close(to);
		}
	}

	private void close(Socket socket) {
		this.sockets.remove(socket);
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Close all connections. What was held up is lost.
	 */
	@Override
	public void close() throws IOException {
		this.listener.close();
		this.sockets.forEach(this::close);
		thaw();
	}

}
