package dev.llmcache.transfer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/**
 * Lines of a stream, none of which takes more memory than the longest that is allowed.
 */
final class LineReader {

	private final InputStream in;

	private final int maxBytes;

	private long number;

	LineReader(InputStream in, int maxBytes) {
		this.in = new BufferedInputStream(in, 64 << 10);
		this.maxBytes = maxBytes;
	}

	/**
	 * Number of the line that was read last.
	 * @return the number, from 1
	 */
	long number() {
		return this.number;
	}

	/**
	 * Reads a line.
	 * @return the line without its end, or null when there are no more
	 * @throws IOException if the stream fails
	 * @throws InvalidLineException if the line is too long; the next call goes on behind
	 * it
	 */
	byte @Nullable [] next() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
		int next = this.in.read();
		if (next < 0) {
			return null;
		}
		this.number++;
		boolean isTooLong = false;
		for (; next >= 0 && next != '\n'; next = this.in.read()) {
			isTooLong |= line.size() >= this.maxBytes;
			if (!isTooLong) {
				line.write(next);
			}
		}
		if (isTooLong) {
			throw new InvalidLineException("length");
		}
		return line.toByteArray();
	}

}
