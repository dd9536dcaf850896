package dev.llmcache.prefix.lint;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a pattern matches, unless it stands for an example.
 *
 * @param kind what it is
 * @param pattern what it looks like; a group {@code v}, if there is one, is what is found
 * @param condition what must be true of the place
 */
record Rule(VolatileKind kind, Pattern pattern, Condition condition) implements Detector {

	static Rule of(VolatileKind kind, String pattern) {
		return new Rule(kind, Pattern.compile(pattern), (text, start, end) -> !Surroundings.isExample(text, start));
	}

	/** A rule that examples do not lift. */
	static Rule always(VolatileKind kind, String pattern) {
		return new Rule(kind, Pattern.compile(pattern), (text, start, end) -> true);
	}

	Rule where(Condition further) {
		return new Rule(this.kind, this.pattern,
				(text, start, end) -> this.condition.holds(text, start, end) && further.holds(text, start, end));
	}

	Rule unlessBefore(String pattern) {
		Pattern spared = Pattern.compile(pattern);
		return where((text, start, end) -> !spared.matcher(Surroundings.before(text, start)).find());
	}

	Rule unlessAfter(String pattern) {
		Pattern spared = Pattern.compile(pattern);
		return where((text, start, end) -> !spared.matcher(Surroundings.after(text, end)).lookingAt());
	}

	@Override
	public void detect(String text, Consumer<Finding> found) {
		Matcher matcher = this.pattern.matcher(text);
		boolean named = this.pattern.namedGroups().containsKey("v");
		while (matcher.find()) {
			boolean inside = named && matcher.start("v") >= 0;
			int start = inside ? matcher.start("v") : matcher.start();
			int end = inside ? matcher.end("v") : matcher.end();
			if (this.condition.holds(text, start, end)) {
				found.accept(new Finding(start, end, this.kind));
			}
		}
	}

	/**
	 * What must be true of a place.
	 */
	@FunctionalInterface
	interface Condition {

		boolean holds(String text, int start, int end);

	}

}
