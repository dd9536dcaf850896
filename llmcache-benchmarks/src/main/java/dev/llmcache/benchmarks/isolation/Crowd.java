package dev.llmcache.benchmarks.isolation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import dev.llmcache.CacheOutcome;
import dev.llmcache.Invalidation;
import dev.llmcache.LlmCache;
import dev.llmcache.advisor.LlmCacheParams;

import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.model.ChatResponse;

/**
 * Tenants and users who ask the same of some instances at once, and meanwhile invalidate
 * and erase.
 *
 * @param instances whom they ask
 * @param tenants how many there are
 * @param tally what becomes of it
 */
record Crowd(List<Instance> instances, int tenants, Tally tally) {

	private static final int THREADS = 8;

	private static final double STREAMED = 0.2;

	private static final double ANEW = 0.01;

	private static final int PER_INVALIDATION = 5_000;

	private static final int PER_ERASURE = 5_000;

	/**
	 * Makes calls.
	 * @param lookups how many
	 * @param seed of all that is drawn
	 */
	void ask(int lookups, long seed) {
		try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
			List<Future<?>> all = new ArrayList<>();
			for (int thread = 0; thread < THREADS; thread++) {
				Random random = new Random(THREADS * seed + thread);
				int share = lookups / THREADS + ((thread < lookups % THREADS) ? 1 : 0);
				all.add(threads.submit(() -> {
					for (int i = 0; i < share; i++) {
						disturb(random);
						ask(random);
					}
				}));
			}
			for (Future<?> thread : all) {
				thread.get();
			}
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private void ask(Random random) {
		Caller caller = Caller.draw(this.tenants, random);
		String topic = Topics.draw(random);
		ChatClientRequestSpec call = one(random).client()
			.prompt()
			.user(Topics.question(topic, random))
			.advisors(caller.parameters())
			.advisors(LlmCacheParams.tags(topic));
		if (random.nextDouble() < ANEW) {
			call.advisors(LlmCacheParams.noCache());
		}
		try {
			List<ChatClientResponse> pieces = (random.nextDouble() < STREAMED)
					? Objects.requireNonNull(call.stream().chatClientResponse().collectList().block())
					: List.of(call.call().chatClientResponse());
			CacheOutcome outcome = Objects.requireNonNull(CacheOutcome.from(pieces.getLast().context()));
			this.tally.answered(caller, topic, pieces.stream().map(Crowd::text).collect(Collectors.joining()), outcome);
		}
		catch (RuntimeException ex) {
			this.tally.failed();
		}
	}

	private static String text(ChatClientResponse piece) {
		ChatResponse response = piece.chatResponse();
		String text = (response == null || response.getResult() == null) ? null
				: response.getResult().getOutput().getText();
		return (text != null) ? text : "";
	}

	private void disturb(Random random) {
		LlmCache cache = one(random).cache();
		if (random.nextInt(PER_INVALIDATION) == 0) {
			cache.invalidate(random.nextBoolean() ? Invalidation.byTag(Topics.draw(random))
					: Invalidation.byTenant(Caller.tenant(random.nextInt(this.tenants))));
			this.tally.count("invalidations");
		}
		if (random.nextInt(PER_ERASURE) == 0) {
			cache.erase(Invalidation.byTenant(Caller.tenant(random.nextInt(this.tenants))));
			this.tally.count("erasures");
		}
	}

	private Instance one(Random random) {
		return this.instances.get(random.nextInt(this.instances.size()));
	}

}
