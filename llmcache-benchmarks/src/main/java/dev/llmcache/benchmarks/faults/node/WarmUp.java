package dev.llmcache.benchmarks.faults.node;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

import dev.llmcache.benchmarks.fleet.node.Clock;

/**
 * A few callers who ask one after another, as fast as they are answered, so that nothing
 * piles up in a process that is still slow.
 */
final class WarmUp {

	private static final int CALLERS = 4;

	private WarmUp() {
	}

	/**
	 * Makes calls.
	 * @param caller makes them
	 * @param load what is asked, as many as in thirty seconds of it
	 */
	static void make(Caller caller, Load load) throws InterruptedException {
		Iterator<Question> questions = Traffic.of(load.seed()).limit(30L * load.perSecond()).toList().iterator();
		List<Thread> callers = Stream.generate(() -> Thread.ofVirtual().start(() -> ask(caller, questions)))
			.limit(CALLERS)
			.toList();
		for (Thread one : callers) {
			one.join();
		}
	}

	private static void ask(Caller caller, Iterator<Question> questions) {
		while (true) {
			Question question;
			synchronized (questions) {
				if (!questions.hasNext()) {
					return;
				}
				question = questions.next();
			}
			caller.ask(question, Clock.micros());
		}
	}

}
