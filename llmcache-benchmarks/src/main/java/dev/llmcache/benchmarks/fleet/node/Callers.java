package dev.llmcache.benchmarks.fleet.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import dev.llmcache.CacheOutcome;
import dev.llmcache.advisor.LlmCacheParams;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.model.ChatResponse;

/**
 * Callers of the chat client, each on a virtual thread of its own.
 */
final class Callers {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final ChatClient client;

	Callers(ChatClient client) {
		this.client = client;
	}

	/**
	 * Asks as often and as fast as it is told, and waits for the answers.
	 * @param ask what to ask
	 * @return what became of each call, in the order in which they began
	 */
	List<Reply> carryOut(Ask ask) throws InterruptedException {
		ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
		try {
			List<Future<Reply>> replies = new ArrayList<>();
			long first = System.nanoTime();
			for (int i = 0; i < ask.times(); i++) {
				if (ask.perSecond() > 0) {
					sleepUntil(first + i * TimeUnit.SECONDS.toNanos(1) / ask.perSecond());
				}
				replies.add(threads.submit(() -> once(ask)));
			}
			return await(replies);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static void sleepUntil(long nanoTime) {
		long left = nanoTime - System.nanoTime();
		while (left > 0) {
			LockSupport.parkNanos(left);
			left = nanoTime - System.nanoTime();
		}
	}

	private static List<Reply> await(List<Future<Reply>> replies) throws InterruptedException {
		long start = Clock.micros();
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		List<Reply> all = new ArrayList<>();
		for (Future<Reply> reply : replies) {
			try {
				all.add(reply.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
			}
			catch (TimeoutException ex) {
				all.add(Reply.unanswered(start));
			}
			catch (ExecutionException ex) {
				all.add(Reply.failed(ex, start));
			}
		}
		return all;
	}

	private Reply once(Ask ask) {
		long start = Clock.micros();
		try {
			List<ChatClientResponse> pieces = ask.streamed() ? stream(ask)
					: List.of(request(ask).call().chatClientResponse());
			String text = pieces.stream().map(Callers::text).collect(Collectors.joining());
			return Reply.answered(text, status(pieces.getLast()), start);
		}
		catch (RuntimeException | Error ex) {
			return Reply.failed(ex, start);
		}
	}

	private List<ChatClientResponse> stream(Ask ask) {
		return Objects.requireNonNull(request(ask).stream().chatClientResponse().collectList().block());
	}

	private ChatClientRequestSpec request(Ask ask) {
		ChatClientRequestSpec request = this.client.prompt()
			.user(ask.question())
			.advisors(LlmCacheParams.policy(ask.policy()));
		return ask.tags().isEmpty() ? request
				: request.advisors(LlmCacheParams.tags(ask.tags().toArray(new String[0])));
	}

	private static String text(ChatClientResponse piece) {
		ChatResponse response = piece.chatResponse();
		String text = (response == null || response.getResult() == null) ? null
				: response.getResult().getOutput().getText();
		return (text != null) ? text : "";
	}

	private static String status(ChatClientResponse piece) {
		CacheOutcome outcome = CacheOutcome.from(piece.context());
		return (outcome != null) ? outcome.status().name().toLowerCase(Locale.ROOT) : "uncached";
	}

}
