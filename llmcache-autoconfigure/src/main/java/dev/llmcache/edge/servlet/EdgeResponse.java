package dev.llmcache.edge.servlet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Objects;

import dev.llmcache.edge.EdgeTrace;
import dev.llmcache.edge.EntityTag;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Response that is decided about before its first byte leaves: one that may become public
 * when it is complete, any other when it is written to.
 * <p>
 * For one thread at a time, as any response.
 */
final class EdgeResponse extends HttpServletResponseWrapper {

	private final HttpServletRequest request;

	private final ServletEdge edge;

	private final EdgeTrace trace;

	private @Nullable EdgeOutput output;

	private @Nullable PrintWriter writer;

	private @Nullable ByteArrayOutputStream held;

	private Knowledge decided = Knowledge.NONE;

	EdgeResponse(HttpServletRequest request, HttpServletResponse response, ServletEdge edge, EdgeTrace trace) {
		super(response);
		this.request = request;
		this.edge = edge;
		this.trace = trace;
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		if (this.writer != null) {
			throw new IllegalStateException("getWriter() has been called for this response");
		}
		if (this.output == null) {
			this.output = new EdgeOutput(super.getOutputStream());
			chooseWay();
		}
		return this.output;
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		if (this.output != null) {
			throw new IllegalStateException("getOutputStream() has been called for this response");
		}
		if (this.writer == null) {
			chooseWay();
			if (this.held != null) {
				Charset charset = Charset.forName(getCharacterEncoding());
				setCharacterEncoding(charset);
				this.writer = new PrintWriter(new OutputStreamWriter(new EdgeOutput(super.getOutputStream()), charset));
			}
			else {
				this.writer = new DecidingWriter(super.getWriter(), this::decide);
			}
		}
		return this.writer;
	}

	private void chooseWay() {
		if (this.edge.holdsBack(this.request, getContentType())) {
			this.held = new ByteArrayOutputStream();
		}
	}

	// Until it is on its way, later calls may still make it private, and later headers
	// public
	private void decide() {
		if (super.isCommitted()) {
			return;
		}
		Knowledge known = Knowledge.of(this.trace);
		if (known.compareTo(this.decided) > 0
				|| (known == Knowledge.NONE && ServletEdge.isStream(this.request, getContentType()))) {
			this.edge.decide(this.request, this, this.trace, false);
			this.decided = known;
		}
		else if (this.decided == Knowledge.CALLS) {
			ServletEdge.withhold(this);
		}
	}

	private synchronized void release() throws IOException {
		ByteArrayOutputStream body = this.held;
		this.held = null;
		if (body != null) {
			decide();
			body.writeTo(super.getOutputStream());
		}
	}

	@Override
	public void flushBuffer() throws IOException {
		if (this.held != null && this.request.isAsyncStarted()) {
			release();
		}
		if (this.held == null) {
			decide();
			super.flushBuffer();
		}
	}

	@Override
	public void sendError(int status) throws IOException {
		fail();
		super.sendError(status);
	}

	@Override
	public void sendError(int status, @Nullable String message) throws IOException {
		fail();
		super.sendError(status, message);
	}

	@Override
	public void sendRedirect(String location, int status, boolean clear) throws IOException {
		fail();
		super.sendRedirect(location, status, clear);
	}

	@Override
	public void sendRedirect(String location) throws IOException {
		fail();
		super.sendRedirect(location);
	}

	@Override
	public void resetBuffer() {
		if (this.held != null && this.writer != null) {
			this.writer.flush();
		}
		super.resetBuffer();
		if (this.held != null) {
			this.held.reset();
		}
	}

	@Override
	public void reset() {
		super.reset();
		this.held = null;
		this.output = null;
		this.writer = null;
		this.decided = Knowledge.NONE;
	}

	// Of a body that is held back the container learns when it is written
	@Override
	public void setContentLength(int length) {
		setContentLengthLong(length);
	}

	@Override
	public void setContentLengthLong(long length) {
		if (this.held == null) {
			super.setContentLengthLong(length);
		}
	}

	/**
	 * Ends without a response of the handler's.
	 */
	void fail() {
		this.held = null;
		if (!super.isCommitted() && !this.trace.isEmpty()) {
			ServletEdge.withhold(this);
			this.decided = Knowledge.CALLS;
		}
	}

	/**
	 * Waits for another thread. What was written before is the beginning of a stream.
	 */
	synchronized void suspend() throws IOException {
		ServletEdge.rememberLogin(this.request);
		if (this.held != null && this.writer != null) {
			this.writer.flush();
		}
		if (this.held != null && this.held.size() > 0) {
			release();
		}
	}

	/**
	 * Ends, and writes what was held back.
	 */
	void finish() throws IOException {
		if (this.writer != null) {
			this.writer.flush();
		}
		ByteArrayOutputStream body = this.held;
		if (body == null) {
			decide();
			return;
		}
		this.held = null;
		boolean isPublic = this.edge.decide(this.request, this, this.trace, true);
		if (isPublic && isKnown(body.toByteArray())) {
			setStatus(SC_NOT_MODIFIED);
		}
		else {
			super.setContentLengthLong(body.size());
			body.writeTo(super.getOutputStream());
		}
		if (isPublic) {
			// Nobody adds a cookie now
			super.flushBuffer();
		}
	}

	private boolean isKnown(byte[] body) {
		if (!containsHeader("ETag")) {
			setHeader("ETag", EntityTag.of(body, getContentType()));
		}
		return EntityTag.matches(this.request.getHeader("If-None-Match"), Objects.requireNonNull(getHeader("ETag")));
	}

	/**
	 * Output that is held back or decided about.
	 */
	private final class EdgeOutput extends ServletOutputStream {

		private final ServletOutputStream delegate;

		EdgeOutput(ServletOutputStream delegate) {
			this.delegate = delegate;
		}

		@Override
		public void write(int value) throws IOException {
			write(new byte[] { (byte) value }, 0, 1);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			synchronized (EdgeResponse.this) {
				ByteArrayOutputStream body = EdgeResponse.this.held;
				if (body != null && !EdgeResponse.this.request.isAsyncStarted()
						&& body.size() + length <= EdgeResponse.this.edge.maxBody()) {
					body.write(bytes, offset, length);
				}
				else {
					release();
					decide();
					this.delegate.write(bytes, offset, length);
				}
			}
		}

		@Override
		public void flush() throws IOException {
			if (EdgeResponse.this.held != null && EdgeResponse.this.request.isAsyncStarted()) {
				release();
			}
			if (EdgeResponse.this.held == null) {
				decide();
				this.delegate.flush();
			}
		}

		@Override
		public void close() throws IOException {
			if (EdgeResponse.this.held == null) {
				decide();
				this.delegate.close();
			}
		}

		@Override
		public boolean isReady() {
			return this.delegate.isReady();
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			this.delegate.setWriteListener(listener);
		}

	}

}
