package dev.llmcache.test.prefix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.advisor.prefix.PrefixAdvisor;
import dev.llmcache.advisor.prefix.PrefixParams;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.client.ChatClient;

/**
 * Calls of a support desk to a server with a cache of blocks, and what of them was read
 * from it.
 *
 * @param requests bodies of the requests
 * @param counted what each was counted as
 */
public record ReuseRun(List<JsonNode> requests, List<OpenAiPrefixServer.Counted> counted) {

	private static final int BLOCK = 16;

	private static final int CAPACITY = 100_000;

	/**
	 * How calls say what changes.
	 */
	public enum Telling {

		/** In the system text, before what does not. */
		IN_THE_TEXT,

		/** By a parameter of the call. */
		BY_PARAMETER

	}

	/**
	 * Makes calls.
	 * @param calls the calls
	 * @param number how many
	 * @param advisor the prefix layer, or null to do without
	 * @param telling how they say what changes
	 * @param tenants who makes them in turn; none for nobody in particular
	 * @return what came of it
	 */
	public static ReuseRun of(ShopCalls calls, int number, @Nullable PrefixAdvisor advisor, Telling telling,
			List<String> tenants) {
		try (OpenAiPrefixServer server = new OpenAiPrefixServer(new BlockCache(BLOCK, CAPACITY))) {
			ChatClient.Builder builder = ChatClient.builder(server.chatModel());
			ChatClient client = ((advisor != null) ? builder.defaultAdvisors(advisor) : builder).build();
			for (int i = 0; i < number; i++) {
				ask(calls, client, telling, tenants.isEmpty() ? null : tenants.get(i % tenants.size()));
			}
			return new ReuseRun(List.copyOf(server.requests()), List.copyOf(server.counted()));
		}
	}

	private static void ask(ShopCalls calls, ChatClient client, Telling telling, @Nullable String tenant) {
		List<Consumer<ChatClient.AdvisorSpec>> params = new ArrayList<>();
		if (telling == Telling.BY_PARAMETER) {
			params.add(PrefixParams.volatileText("date", calls.date()));
			params.add(PrefixParams.volatileText("user", calls.user()));
		}
		if (tenant != null) {
			params.add(LlmCacheParams.tenant(tenant));
		}
		String system = (telling == Telling.IN_THE_TEXT) ? calls.system() : calls.stable();
		client.prompt()
			.system(system)
			.user(calls.question())
			.tools(calls.tools().toArray())
			.advisors((spec) -> params.forEach((param) -> param.accept(spec)))
			.call()
			.content();
	}

	/** Share of all tokens that came from the cache. */
	public double cachedShare() {
		return (double) cached() / this.counted.stream().mapToInt(OpenAiPrefixServer.Counted::tokens).sum();
	}

	/**
	 * Share of what could have come from a cache that knows every token of every request
	 * before.
	 */
	public double shareOfReusable() {
		return (double) cached() / reusable();
	}

	/** Tokens that each request begins with like one before, in sum. */
	public long reusable() {
		Node root = new Node();
		return this.requests.stream().mapToLong((request) -> root.add(PromptTokens.ofChatCompletion(request))).sum();
	}

	private long cached() {
		return this.counted.stream().mapToLong(OpenAiPrefixServer.Counted::cached).sum();
	}

	/**
	 * Beginnings of requests.
	 */
	private static final class Node {

		private final Map<String, Node> next = new HashMap<>();

		int add(List<String> tokens) {
			Node node = this;
			int known = 0;
			for (String token : tokens) {
				Node following = node.next.get(token);
				if (following == null) {
					following = new Node();
					node.next.put(token, following);
				}
				else {
					known++;
				}
				node = following;
			}
			return known;
		}

	}

}
