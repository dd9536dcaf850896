package dev.llmcache.benchmarks.growth;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.llmcache.benchmarks.search.Question;
import dev.llmcache.benchmarks.search.Search;

/**
 * Questions that are asked of an index one after the other, from the first again after
 * the last.
 */
final class Searched implements Supplier<Runnable> {

	private final Search search;

	private final Iterator<Question> questions;

	Searched(Search search, List<Question> questions) {
		this.search = search;
		this.questions = Stream.generate(() -> questions).flatMap(List::stream).iterator();
	}

	@Override
	public Runnable get() {
		Question question = this.questions.next();
		return () -> {
			if (this.search.nearest(question) == Search.NOTHING) {
				throw new IllegalStateException("A search finds nothing in a scope that has entries");
			}
		};
	}

}
