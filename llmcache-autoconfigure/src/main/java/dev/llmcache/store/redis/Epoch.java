package dev.llmcache.store.redis;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.llmcache.Mark;
import org.jspecify.annotations.Nullable;

/**
 * What a server's generations are combined with, so that all of them are others once it
 * is.
 *
 * @param number a random number
 */
record Epoch(long number) {

	/** Bytes of an epoch, and of a value. */
	static final int LENGTH = Long.BYTES;

	/**
	 * Reads what the script returns.
	 * @param marks the marks that it was asked for
	 * @param values the epoch, and a value or null for each mark
	 * @return the generations of the marks that have a value of eight bytes; none if the
	 * epoch has another length
	 */
	static Map<Mark, Long> generations(List<Mark> marks, List<byte @Nullable []> values) {
		Map<Mark, Long> generations = new HashMap<>();
		byte[] first = values.getFirst();
		if (first == null || first.length != LENGTH) {
			return generations;
		}
		Epoch epoch = new Epoch(ByteBuffer.wrap(first).getLong());
		for (int i = 0; i < marks.size(); i++) {
			byte[] value = values.get(i + 1);
			if (value != null && value.length == LENGTH) {
				generations.put(marks.get(i), epoch.generation(ByteBuffer.wrap(value).getLong()));
			}
		}
		return generations;
	}

	/**
	 * Reads what is told on the channel.
	 * @param message the epoch, and marks with their values; empty when the epoch is
	 * another
	 * @return the generations, none if all are others
	 */
	static Map<Mark, Long> generations(byte[] message) {
		Map<Mark, Long> generations = new HashMap<>();
		ByteBuffer buffer = ByteBuffer.wrap(message);
		if (buffer.remaining() >= LENGTH) {
			Epoch epoch = new Epoch(buffer.getLong());
			while (buffer.remaining() >= Mark.LENGTH + LENGTH) {
				generations.put(Mark.read(buffer), epoch.generation(buffer.getLong()));
			}
		}
		return generations;
	}

	/**
	 * Writes what is told on the channel, to which the script adds the epoch.
	 * @param marks the marks
	 * @param values the new value of each
	 * @return the bytes
	 */
	static byte[] message(List<Mark> marks, List<byte[]> values) {
		ByteBuffer buffer = ByteBuffer.allocate(values.size() * (Mark.LENGTH + LENGTH));
		for (int i = 0; i < values.size(); i++) {
			buffer.put(marks.get(i).bytes()).put(values.get(i));
		}
		return buffer.array();
	}

	private long generation(long value) {
		return this.number ^ value;
	}

}
