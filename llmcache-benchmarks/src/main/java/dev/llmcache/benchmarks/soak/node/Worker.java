package dev.llmcache.benchmarks.soak.node;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

import dev.llmcache.CacheOutcome;
import dev.llmcache.Invalidation;
import dev.llmcache.LlmCache;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.benchmarks.faults.node.Topic;
import dev.llmcache.benchmarks.soak.node.FallibleModel.ModelFailure;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.model.ChatResponse;

/**
 * Makes calls of all kinds, one after another: of a hundred, 60 are about few topics, 15
 * about many, 10 about few in other words, and 15 about something new. Every fourth is
 * streamed. Now and then something is invalidated, and tenants leave.
 *
 * @param client the cached client
 * @param cache the cache
 * @param tally counts what happens
 * @param random all that is drawn
 */
record Worker(ChatClient client, LlmCache cache, Tally tally, Random random) {

	/** Policy of answers that expire soon and are refreshed. */
	static final String FLEETING = "fleeting";

	private static final int FEW = 20;

	private static final int MANY = 500;

	private static final int TAGS = 10;

	private static final int INVALIDATION_EVERY = 500;

	/**
	 * Makes a call.
	 * @param number its number
	 */
	void call(long number) {
		try {
			if (number % INVALIDATION_EVERY == 0) {
				this.tally.count("invalidations");
				this.cache.invalidate(Invalidation.byTag("tag-" + this.random.nextInt(TAGS)));
			}
			if (Tenants.leavesAt(number)) {
				this.tally.count("erasures");
				if (!this.cache.erase(Invalidation.byTenant(Tenants.leaving(number))).isComplete()) {
					throw new IllegalStateException("Not erased");
				}
			}
			ask(number);
		}
		catch (RuntimeException | Error ex) {
			if (ModelFailure.isCauseOf(ex)) {
				this.tally.count("model-failures");
			}
			else {
				this.tally.fail(ex);
			}
		}
		this.tally.count(Tally.CALLS);
	}

	private void ask(long number) {
		int percent = this.random.nextInt(100);
		boolean isNew = percent >= 85;
		boolean isRephrased = percent >= 75 && !isNew;
		long known = this.random.nextInt((percent < 60 || isRephrased) ? FEW : MANY);
		Topic topic = Topic.of(isNew ? this.random.nextLong() : known);
		int wording = isRephrased ? 1 + this.random.nextInt(Topic.WORDINGS - 1) : 0;
		ChatClientRequestSpec request = this.client.prompt()
			.user(topic.question(wording))
			.advisors(LlmCacheParams.tenant(Tenants.at(number, this.random.nextInt(FEW))))
			.advisors(LlmCacheParams.tags("tag-" + known % TAGS));
		if (percent < 10) {
			request.advisors(LlmCacheParams.policy(FLEETING));
		}
		List<ChatClientResponse> pieces = (this.random.nextInt(4) == 0)
				? Objects.requireNonNull(request.stream().chatClientResponse().collectList().block())
				: List.of(request.call().chatClientResponse());
		String kind = kind(CacheOutcome.from(pieces.getLast().context()));
		this.tally.count(kind);
		String answer = pieces.stream().map(Worker::text).collect(Collectors.joining());
		if (!topic.answer().equals(answer)) {
			this.tally.count("wrong-answers");
			this.tally
				.keep("One of the %s was asked '%s' and given '%s'".formatted(kind, topic.question(wording), answer));
		}
	}

	private static String kind(@Nullable CacheOutcome outcome) {
		if (outcome == null) {
			return "uncached";
		}
		return switch (outcome.status()) {
			case HIT -> String.valueOf(outcome.layer()).toLowerCase(Locale.ROOT) + "-hits";
			case STALE -> "stale-hits";
			case COALESCED -> "coalesced";
			case MISS -> "misses";
			case BYPASS -> "bypasses";
		};
	}

	private static String text(ChatClientResponse piece) {
		ChatResponse response = piece.chatResponse();
		String text = (response == null || response.getResult() == null) ? null
				: response.getResult().getOutput().getText();
		return (text != null) ? text : "";
	}

}
