package dev.llmcache.edge.servlet;

import java.io.PrintWriter;

/**
 * Writer to a response that is decided about before anything is written.
 * <p>
 * Tells of errors as the response's own writer does. For one thread at a time.
 */
final class DecidingWriter extends PrintWriter {

	private final Runnable decision;

	DecidingWriter(PrintWriter delegate, Runnable decision) {
		super(delegate);
		this.decision = decision;
	}

	@Override
	public void write(int character) {
		this.decision.run();
		super.write(character);
	}

	@Override
	public void write(char[] characters, int offset, int length) {
		this.decision.run();
		super.write(characters, offset, length);
	}

	@Override
	public void write(String text, int offset, int length) {
		this.decision.run();
		super.write(text, offset, length);
	}

	@Override
	public void println() {
		this.decision.run();
		super.println();
	}

	@Override
	public void flush() {
		this.decision.run();
		super.flush();
	}

	@Override
	public void close() {
		this.decision.run();
		super.close();
	}

}
