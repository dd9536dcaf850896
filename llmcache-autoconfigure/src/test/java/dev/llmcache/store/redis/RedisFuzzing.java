package dev.llmcache.store.redis;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.llmcache.Mark;
import dev.llmcache.test.fuzz.FuzzTarget;
import org.jspecify.annotations.Nullable;

import static dev.llmcache.test.fuzz.FuzzTarget.require;

/**
 * What Redis tells of generations.
 */
public final class RedisFuzzing {

	private static final List<Mark> MARKS = List.of(new Mark(1, 2), new Mark(3, 4));

	private RedisFuzzing() {
	}

	public static List<FuzzTarget> targets() {
		byte[] message = ByteBuffer.allocate(2 * Mark.LENGTH + 3 * Epoch.LENGTH)
			.putLong(5)
			.put(Epoch.message(MARKS, List.of(new byte[Epoch.LENGTH], new byte[Epoch.LENGTH])))
			.array();
		return List.of(new FuzzTarget("redis-push", List.of(message), RedisFuzzing::readMessage),
				new FuzzTarget("redis-generations", List
					.of(new byte[] { 8, 1, 2, 3, 4, 5, 6, 7, 8, 8, 1, 2, 3, 4, 5, 6, 7, 8, 8, 1, 2, 3, 4, 5, 6, 7, 8 }),
						RedisFuzzing::readReply));
	}

	private static void readMessage(byte[] input) {
		Map<Mark, Long> generations = Epoch.generations(input);
		require(generations.size() <= input.length / Mark.LENGTH, "There are no more marks than there are bytes for");
	}

	/** Values of any length, each after its length; 255 is for one that is not there. */
	private static void readReply(byte[] input) {
		ByteBuffer bytes = ByteBuffer.wrap(input);
		List<byte @Nullable []> values = new ArrayList<>();
		while (values.size() <= MARKS.size()) {
			int length = bytes.hasRemaining() ? Byte.toUnsignedInt(bytes.get()) : 0;
			byte[] value = new byte[Math.min(length, bytes.remaining())];
			bytes.get(value);
			values.add((length < 255 || values.isEmpty()) ? value : null);
		}
		require(Epoch.generations(MARKS, values).size() <= MARKS.size(), "Only what was asked for is told");
	}

}
