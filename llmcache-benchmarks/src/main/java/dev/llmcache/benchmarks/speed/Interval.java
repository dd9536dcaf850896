package dev.llmcache.benchmarks.speed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Time that something took.
 *
 * @param call what
 * @param start when it began, in nanoseconds
 * @param end when it ended
 */
record Interval(String call, long start, long end) {

	/**
	 * The most that can have followed one another.
	 * @param all intervals in any order
	 * @return as many as possible of which no two overlap, in the order of time
	 */
	static List<Interval> disjoint(Collection<Interval> all) {
		List<Interval> disjoint = new ArrayList<>();
		for (Interval next : all.stream().sorted(Comparator.comparingLong(Interval::end)).toList()) {
			if (disjoint.isEmpty() || next.start() >= disjoint.getLast().end()) {
				disjoint.add(next);
			}
		}
		return disjoint;
	}

}
