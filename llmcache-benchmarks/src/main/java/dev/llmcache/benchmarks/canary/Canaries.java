package dev.llmcache.benchmarks.canary;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import dev.llmcache.benchmarks.canary.scan.Canary;
import dev.llmcache.benchmarks.canary.scan.Canary.Kind;

/**
 * All that is said in a run, drawn by a seed.
 */
final class Canaries {

	private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

	private static final int LENGTH = 20;

	/** Of so many answers one is long enough to be compressed. */
	private static final int PER_LONG_ANSWER = 9;

	private static final String LONG = " Wait until the light is green.".repeat(200);

	private final Map<Kind, List<Canary>> canaries = new EnumMap<>(Kind.class);

	Canaries(int size, long seed) {
		Random random = new Random(seed);
		for (Kind kind : Kind.values()) {
			this.canaries.put(kind,
					random.ints((kind == Kind.PLANTED) ? 1 : size)
						.mapToObj((number) -> canary(kind, word(random), Math.floorMod(number, PER_LONG_ANSWER) == 0))
						.toList());
		}
	}

	private static String word(Random random) {
		return random.ints(LENGTH, 0, LETTERS.length())
			.mapToObj((i) -> String.valueOf(LETTERS.charAt(i)))
			.collect(Collectors.joining());
	}

	private static Canary canary(Kind kind, String word, boolean isLong) {
		return new Canary(kind, word, switch (kind) {
			case PROMPT, PLANTED -> "How do I register the device %s in your shop?".formatted(word);
			case ANSWER -> "Enter the code %s on the last page and wait.".formatted(word) + (isLong ? LONG : "");
			case TENANT, USER, TAG -> word;
		});
	}

	int size() {
		return of(Kind.PROMPT).size();
	}

	List<Canary> of(Kind kind) {
		return this.canaries.getOrDefault(kind, List.of());
	}

	List<Canary> all() {
		List<Canary> all = new ArrayList<>();
		this.canaries.values().forEach(all::addAll);
		return all;
	}

	/** A question of the same meaning. */
	static String rephrased(String prompt) {
		return prompt.replace("How do I", "How can I");
	}

}
