package dev.llmcache.prefix.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Tells by looking at a system text which parts of it change from call to call: dates,
 * names, ids, counters, and the places that a template fills.
 * <p>
 * It reads English, and of German, French, Spanish and Italian the usual ways to say the
 * date; a text in another language is searched for what looks the same in any. Stateless
 * and thread-safe.
 */
public final class VolatileLint {

	private static final List<Detector> DETECTORS = List.of(new Placeholders(), new Dates(), new Identifiers(),
			new People(), new States());

	/** Fewest characters that are worth having in front. */
	private static final int STABLE_PART = 64;

	private VolatileLint() {
	}

	/**
	 * Finds all that changes.
	 * @param text a system text or a template of one
	 * @return what was found, in its order, none of it overlapping
	 */
	public static List<Finding> findings(String text) {
		List<Finding> all = new ArrayList<>();
		DETECTORS.forEach((detector) -> detector.detect(text, all::add));
		all.sort(Comparator.comparingInt(Finding::start).thenComparingInt((finding) -> -finding.end()));
		List<Finding> apart = new ArrayList<>();
		for (Finding finding : all) {
			if (apart.isEmpty() || finding.start() >= apart.getLast().end()) {
				apart.add(finding);
			}
		}
		return List.copyOf(apart);
	}

	/**
	 * Finds what changes in front of text that does not, and so keeps that from being
	 * read from a provider's cache. What stands in lines of its own behind the stable
	 * part does no harm there.
	 * @param text a system text or a template of one
	 * @return what was found, in its order; none if the text is as it should be
	 */
	public static List<Finding> inHead(String text) {
		List<Finding> all = findings(text);
		if (all.isEmpty() || isBehind(text, all)) {
			return List.of();
		}
		return all;
	}

	private static boolean isBehind(String text, List<Finding> findings) {
		int tail = text.lastIndexOf('\n', findings.getFirst().start()) + 1;
		if (text.substring(0, tail).strip().length() < STABLE_PART || tail < text.length() / 2) {
			return false;
		}
		return text.substring(tail)
			.lines()
			.map(String::strip)
			.filter((line) -> findings(line).isEmpty() && !isLabel(line))
			.mapToInt(String::length)
			.sum() < STABLE_PART;
	}

	// Headings, closing tags and fences around what changes
	private static boolean isLabel(String line) {
		return line.length() <= 48 && (line.endsWith(":") || line.startsWith("#")
				|| line.matches("</?[\\w -]+>|[-=*_`]{3,}\\w*|[\\]})]+|[\\w -]{2,24}: ?\\S+"));
	}

}
