package dev.llmcache.store.pgvector;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.llmcache.Mark;

/**
 * Generations as the text of notifications, which have less than 8,000 bytes each.
 */
final class PushedGenerations {

	static final int MOST_AT_ONCE = 200;

	private static final int LENGTH = Mark.LENGTH + Long.BYTES;

	private PushedGenerations() {
	}

	static List<String> encode(Map<Mark, Long> generations) {
		List<Mark> marks = List.copyOf(generations.keySet());
		List<String> texts = new ArrayList<>();
		for (int from = 0; from < marks.size(); from += MOST_AT_ONCE) {
			List<Mark> some = marks.subList(from, Math.min(from + MOST_AT_ONCE, marks.size()));
			ByteBuffer bytes = ByteBuffer.allocate(some.size() * LENGTH);
			some.forEach((mark) -> bytes.put(mark.bytes()).putLong(generations.getOrDefault(mark, 0L)));
			texts.add(Base64.getEncoder().encodeToString(bytes.array()));
		}
		return texts;
	}

	/**
	 * Reads a notification.
	 * @param text what was notified, by whomever
	 * @return the generations, none if it is no such text
	 */
	static Map<Mark, Long> decode(String text) {
		Map<Mark, Long> generations = new HashMap<>();
		try {
			ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
			while (bytes.remaining() >= LENGTH) {
				generations.put(Mark.read(bytes), bytes.getLong());
			}
		}
		catch (IllegalArgumentException ex) {
			// Not ours
		}
		return generations;
	}

}
