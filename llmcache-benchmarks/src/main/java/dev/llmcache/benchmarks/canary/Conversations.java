package dev.llmcache.benchmarks.canary;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import dev.llmcache.CacheOutcome;
import dev.llmcache.Invalidation;
import dev.llmcache.Layer;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.benchmarks.canary.scan.Canary.Kind;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient.AdvisorSpec;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.UserMessage;

/**
 * Says every canary in all ways in which one can be said: calls and streams by tenants
 * and users, with tags and histories, asked again and in other words, explained, reported
 * as wrong or right, invalidated, erased, and while the model or the stores fail.
 */
final class Conversations {

	private static final List<String> POLICIES = List.of("tenant", "user", "public");

	private final OpenOffice office;

	private final Canaries canaries;

	private final StringBuilder replies = new StringBuilder();

	private final StringWriter failures = new StringWriter();

	private final AtomicInteger exact = new AtomicInteger();

	private final AtomicInteger semantic = new AtomicInteger();

	Conversations(OpenOffice office, Canaries canaries) {
		this.office = office;
		this.canaries = canaries;
	}

	/** What endpoints replied. */
	String replies() {
		return this.replies.toString();
	}

	/** What callers caught. */
	String failures() {
		return this.failures.toString();
	}

	int exactHits() {
		return this.exact.get();
	}

	int semanticHits() {
		return this.semantic.get();
	}

	/**
	 * Says one.
	 */
	void one() {
		ask(0, text(Kind.PROMPT, 0));
	}

	/**
	 * Says all.
	 */
	void all() {
		for (int i = 0; i < this.canaries.size(); i++) {
			ask(i, text(Kind.PROMPT, i));
		}
		this.office.awaitWritten();
		for (int i = 0; i < this.canaries.size(); i++) {
			String prompt = text(Kind.PROMPT, i);
			CacheOutcome again = ask(i, prompt);
			ask(i, Canaries.rephrased(prompt));
			switch (i % 10) {
				case 0 -> explain(i);
				case 1 -> report("reject", again);
				case 2 -> report("confirm", again);
				case 3 -> this.replies
					.append(this.office.post("invalidate",
							Map.of((i % 20 < 10) ? "tag" : "tenant", text((i % 20 < 10) ? Kind.TAG : Kind.TENANT, i))))
					.append('\n');
				case 4 ->
					this.replies
						.append(this.office.post("erase",
								Map.of("tenant", text(Kind.TENANT, i), "user", text(Kind.USER, i))))
						.append('\n');
				case 5 -> failing(i, prompt);
				default -> {
				}
			}
		}
	}

	/**
	 * Says some again, although the stores may be away.
	 */
	void some(int most) {
		for (int i = 0; i < Math.min(most, this.canaries.size()); i++) {
			ask(i, text(Kind.PROMPT, i));
			explain(i);
			Invalidation.Tenant tenant = Invalidation.byTenant(text(Kind.TENANT, i));
			Invalidation tag = Invalidation.byTag(text(Kind.TAG, i));
			attempt(() -> this.office.cache().invalidate(tag));
			attempt(() -> this.office.cache().erase(tenant));
			this.replies.append(tenant).append(tag).append('\n');
		}
	}

	private void failing(int i, String prompt) {
		this.office.model().failing(true);
		try {
			attempt(() -> this.office.desk()
				.prompt()
				.user(prompt)
				.advisors(parameters(i))
				.advisors(LlmCacheParams.noCache())
				.call()
				.content());
		}
		finally {
			this.office.model().failing(false);
		}
	}

	private void attempt(Runnable work) {
		try {
			work.run();
		}
		catch (RuntimeException ex) {
			ex.printStackTrace(new PrintWriter(this.failures, true));
		}
	}

	private void explain(int i) {
		this.replies.append(this.office.post("explain",
				Map.of("client", Office.CLIENT, "question", text(Kind.PROMPT, i), "policy",
						POLICIES.get(i % POLICIES.size()), "tenant", text(Kind.TENANT, i), "user", text(Kind.USER, i))))
			.append('\n');
	}

	private void report(String operation, CacheOutcome outcome) {
		if (outcome.answerId() != null) {
			this.replies.append(this.office.post(operation, Map.of("id", outcome.answerId()))).append('\n');
		}
	}

	private CacheOutcome ask(int i, String question) {
		ChatClientRequestSpec call = this.office.desk()
			.prompt()
			.system("You work for %s.".formatted(text(Kind.TENANT, i)))
			.user(question)
			.advisors(parameters(i))
			.advisors(LlmCacheParams.tags(text(Kind.TAG, i)));
		if (i % 7 == 6) {
			call.messages(new ArrayList<>(List.of(new UserMessage(text(Kind.PROMPT, i - 1)),
					new AssistantMessage(text(Kind.ANSWER, i - 1)))));
		}
		CacheOutcome outcome = Objects.requireNonNull(
				outcome((i % 3 == 1) ? Objects.requireNonNull(call.stream().chatClientResponse().blockLast())
						: call.call().chatClientResponse()));
		this.exact.addAndGet((outcome.layer() == Layer.EXACT) ? 1 : 0);
		this.semantic.addAndGet((outcome.layer() == Layer.SEMANTIC) ? 1 : 0);
		this.replies.append(outcome).append('\n');
		return outcome;
	}

	/**
	 * Asks a question for what is stored alone.
	 * @return whether there was an answer
	 */
	boolean isStored(int i, String question) {
		CacheOutcome outcome = outcome(this.office.desk()
			.prompt()
			.system("You work for %s.".formatted(text(Kind.TENANT, i)))
			.user(question)
			.advisors(parameters(i))
			.advisors(LlmCacheParams.onlyIfCached())
			.call()
			.chatClientResponse());
		return outcome != null && outcome.layer() != null;
	}

	private static @Nullable CacheOutcome outcome(ChatClientResponse response) {
		return CacheOutcome.from(response.context());
	}

	private Consumer<AdvisorSpec> parameters(int i) {
		return LlmCacheParams.policy(POLICIES.get(i % POLICIES.size()))
			.andThen(LlmCacheParams.tenant(text(Kind.TENANT, i)))
			.andThen(LlmCacheParams.user(text(Kind.USER, i)));
	}

	private String text(Kind kind, int i) {
		return this.canaries.of(kind).get(i).text();
	}

}
