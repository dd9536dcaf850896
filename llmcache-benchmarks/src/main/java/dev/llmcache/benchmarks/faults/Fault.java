package dev.llmcache.benchmarks.faults;

import dev.llmcache.benchmarks.faults.node.Sample.Source;

/**
 * Something that goes wrong for a while.
 *
 * @param name what its figures start with
 * @param begin has it go wrong
 * @param end mends it, and waits until whatever failed would answer again
 * @param silences whether something does not answer meanwhile, so that it must not be
 * asked for long
 * @param sign what answers what is asked again once all has recovered
 */
record Fault(String name, Runnable begin, Runnable end, boolean silences, Source sign) {

	/**
	 * Fault of what holds exact answers, by which nothing else is lost.
	 */
	static Fault ofExact(String name, boolean silences, Runnable begin, Runnable end) {
		return new Fault(name, begin, end, silences, Source.EXACT);
	}

	/**
	 * Fault of what finds answers by meaning, during which the same questions are
	 * answered all the same.
	 */
	static Fault ofSemantic(String name, boolean silences, Runnable begin, Runnable end) {
		return new Fault(name, begin, end, silences, Source.SEMANTIC);
	}

	/**
	 * Whether a breaker is opened by this fault.
	 * @param breaker its name
	 * @return true if it is of a part that the fault is of
	 */
	boolean concerns(String breaker) {
		boolean isOfExact = breaker.contains("redis") || breaker.contains("exact");
		return isOfExact == (this.sign == Source.EXACT);
	}

}
