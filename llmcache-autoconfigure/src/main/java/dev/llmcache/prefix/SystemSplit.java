package dev.llmcache.prefix;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.llmcache.prefix.lint.SentenceLint;
import dev.llmcache.prefix.lint.VolatileLint;

/**
 * System text, taken apart into what is the same in every call and what is not.
 *
 * @param stable what is the same; may be empty
 * @param moved the sentences that are not, in their order
 */
public record SystemSplit(String stable, List<String> moved) {

	private static final Pattern END_OF_SENTENCE = Pattern.compile("(?<=[\\p{Ll}\\p{Nd})\\]\"'”%][.!?])"
			+ "(?<!\\b\\d{1,2}\\.)(?<!\\b(?:Dr|Mr|Mrs|Ms|Prof|St|No|Nr|Tel|vs|etc|ca|approx)\\.)\\s+(?=\\S)|\\n");

	public SystemSplit {
		moved = List.copyOf(moved);
	}

	/**
	 * Takes a text apart. Where it has registered blocks, all else in it moves; otherwise
	 * each sentence does in which a pattern finds something.
	 * @param text the text
	 * @param blocks registered blocks
	 * @param rules what else tells that a sentence is not the same in every call
	 * @return both parts
	 */
	public static SystemSplit of(String text, List<StablePrompt> blocks, VolatileRules rules) {
		List<String> stable = new ArrayList<>();
		List<String> moved = new ArrayList<>();
		int from = 0;
		for (int[] block : placesOf(blocks, text)) {
			if (block[0] >= from) {
				add(moved, text.substring(from, block[0]));
				stable.add(text.substring(block[0], block[1]));
				from = block[1];
			}
		}
		if (!stable.isEmpty()) {
			add(moved, text.substring(from));
			return new SystemSplit(String.join("\n\n", stable), moved);
		}
		return split(text, rules);
	}

	private static List<int[]> placesOf(List<StablePrompt> blocks, String text) {
		return blocks.stream()
			.map((block) -> new int[] { text.indexOf(block.text()), block.text().length() })
			.filter((place) -> place[0] >= 0)
			.map((place) -> new int[] { place[0], place[0] + place[1] })
			.sorted((one, other) -> (one[0] != other[0]) ? Integer.compare(one[0], other[0])
					: Integer.compare(other[1], one[1]))
			.toList();
	}

	private static SystemSplit split(String text, VolatileRules rules) {
		BitSet marked = rules.marks(text);
		if (marked.isEmpty() && !rules.detected()) {
			return new SystemSplit(text, List.of());
		}
		StringBuilder stable = new StringBuilder();
		List<String> moved = new ArrayList<>();
		int from = 0;
		Matcher ends = END_OF_SENTENCE.matcher(text);
		while (from < text.length()) {
			int end = text.length();
			while (ends.find()) {
				// A date may have a full stop inside
				if (!marked.get(ends.start()) || !marked.get(Math.max(0, ends.start() - 1))) {
					end = ends.end();
					break;
				}
			}
			int next = marked.nextSetBit(from);
			String sentence = text.substring(from, end);
			if ((next >= 0 && next < end) || (rules.detected() && SentenceLint.changes(sentence))) {
				add(moved, sentence);
			}
			else {
				stable.append(sentence);
			}
			from = end;
		}
		return moved.isEmpty() ? new SystemSplit(text, moved) : new SystemSplit(stable.toString().strip(), moved);
	}

	private static void add(List<String> parts, String part) {
		if (!part.isBlank()) {
			parts.add(part.strip());
		}
	}

	/**
	 * What tells that a sentence is not the same in every call.
	 *
	 * @param patterns what such text looks like
	 * @param detected whether also what {@link VolatileLint} finds counts
	 */
	public record VolatileRules(List<Pattern> patterns, boolean detected) {

		/** Nothing does. */
		public static final VolatileRules NONE = new VolatileRules(List.of(), false);

		public VolatileRules {
			patterns = List.copyOf(patterns);
		}

		private BitSet marks(String text) {
			BitSet marks = new BitSet();
			for (Pattern pattern : this.patterns) {
				pattern.matcher(text).results().forEach((match) -> marks.set(match.start(), match.end()));
			}
			return marks;
		}

	}

	@Override
	public String toString() {
		return "SystemSplit[]";
	}

}
