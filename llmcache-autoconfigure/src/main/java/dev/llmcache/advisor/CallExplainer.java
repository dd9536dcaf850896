package dev.llmcache.advisor;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.llmcache.CacheQuery;
import dev.llmcache.Explanation;
import dev.llmcache.Explanation.Finding;
import dev.llmcache.LlmCache;
import dev.llmcache.key.Keyring;

import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.advisor.api.CallAdvisor;

/**
 * Explains what the cache would do about a call:
 * {@code explainer.explain(chatClient.prompt().user("When do you open?"))}.
 * <p>
 * Neither the model nor any advisor is asked, so the call is explained as if its
 * conversation were new and, for a policy that acts next to the model, before retrieval.
 * Nothing is stored or counted. Thread-safe.
 */
public final class CallExplainer {

	private final LlmCache cache;

	private final Keyring keyring;

	private final CallRehearsal rehearsal;

	private final RecentEntries recent;

	CallExplainer(LlmCache cache, Keyring keyring, CallRehearsal rehearsal, RecentEntries recent) {
		this.cache = cache;
		this.keyring = keyring;
		this.rehearsal = rehearsal;
		this.recent = recent;
	}

	/**
	 * Explains a call.
	 * @param call the call, made by a client that goes through the cache and not sent yet
	 * @return the explanation
	 */
	public Explanation explain(ChatClientRequestSpec call) {
		CallRehearsal.Rehearsed rehearsed = this.rehearsal.rehearse(call);
		return switch (rehearsed.call()) {
			case PlannedCall.Elsewhere elsewhere -> throw new IllegalStateException("Every placement has a planner");
			case PlannedCall.Bypassed bypassed ->
				new Explanation(rehearsed.policy(), bypassed.reason().code(), null, Map.of(), List.of(), null);
			case PlannedCall.Cached cached -> explain(rehearsed.policy(), cached);
		};
	}

	private Explanation explain(String policy, PlannedCall.Cached call) {
		List<CacheQuery> variants = VariantTurns.all(call.query(), call.plan().variants());
		List<List<Finding>> found = variants.stream()
			.map((variant) -> this.cache.explain(variant, call.plan()))
			.toList();
		int best = IntStream.range(0, found.size())
			.filter((variant) -> found.get(variant).stream().anyMatch(Finding::hit))
			.findFirst()
			.orElse(0);
		return new Explanation(policy, null, variants.get(best).key().entry().prefix(),
				this.keyring.digestsOf(call.scope()), found.get(best),
				this.recent.nearest(call.scope(), call.query().question()));
	}

}
