package dev.llmcache.sample.day;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import dev.llmcache.CacheOutcome;
import dev.llmcache.sample.Question;
import dev.llmcache.sample.SupportDesk;
import dev.llmcache.sample.faq.Faq;

import org.springframework.stereotype.Component;

/**
 * Puts a day's traffic to the desk, some customers at a time.
 */
@Component
class Day {

	private static final int AT_ONCE = 8;

	private final SupportDesk desk;

	private final Traffic traffic;

	Day(SupportDesk desk, Faq faq) {
		this.desk = desk;
		this.traffic = new Traffic(faq);
	}

	/**
	 * Asks all questions of a day.
	 * @param questions how many
	 * @param seed which ones
	 * @return how many were answered in which way
	 */
	Map<String, Integer> replay(int questions, long seed) {
		Semaphore customers = new Semaphore(AT_ONCE);
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<String>> answers = this.traffic.questions(questions, seed)
				.stream()
				.map((question) -> threads.submit(() -> ask(question, customers)))
				.toList();
			Map<String, Integer> counts = new TreeMap<>();
			for (Future<String> answer : answers) {
				counts.merge(answer.get(), 1, Integer::sum);
			}
			return counts;
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new IllegalStateException("The day was not replayed", ex);
		}
	}

	/**
	 * What customers ask on a day.
	 * @param count how many
	 * @param seed the same questions for the same number
	 * @return the questions, in their order
	 */
	List<String> questions(int count, long seed) {
		return this.traffic.questions(count, seed);
	}

	private String ask(String question, Semaphore customers) throws InterruptedException {
		customers.acquire();
		try {
			return ask(question);
		}
		finally {
			customers.release();
		}
	}

	/**
	 * Asks a question.
	 * @param question the question
	 * @return in which way it was answered
	 */
	String ask(String question) {
		CacheOutcome outcome = Objects
			.requireNonNull(CacheOutcome.from(this.desk.ask(new Question(question, "shop", null, null)).context()));
		return (outcome.layer() != null) ? outcome.layer() + " hit"
				: Objects.requireNonNullElse(outcome.reason(), "coalesced");
	}

}
