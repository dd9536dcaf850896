package dev.llmcache.advisor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.llmcache.Directives;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient.AdvisorSpec;
import org.springframework.ai.chat.client.advisor.api.Advisor;

/**
 * Advisor parameters by which one call speaks to the cache:
 * {@code chatClient.prompt().advisors(LlmCacheParams.tenant("acme"))}.
 * <p>
 * The directives mean what those of the same name mean in a request's
 * {@code Cache-Control} (RFC 9111, section 5.2.1).
 */
public final class LlmCacheParams {

	static final String PREFIX = "llmcache.";

	static final String POLICY = PREFIX + "policy";

	static final String TENANT = PREFIX + "tenant";

	static final String USER = PREFIX + "user";

	static final String CLIENT = PREFIX + "client";

	static final String OWN_ADVISORS = PREFIX + "own-advisors";

	private static final String NO_STORE = PREFIX + "no-store";

	private static final String NO_CACHE = PREFIX + "no-cache";

	private static final String ONLY_IF_CACHED = PREFIX + "only-if-cached";

	private static final String MAX_AGE = PREFIX + "max-age";

	private static final String TTL = PREFIX + "ttl";

	private static final String TAGS = PREFIX + "tags";

	private LlmCacheParams() {
	}

	/**
	 * Names the tenant whose call it is.
	 * @param id the application's name of the tenant
	 * @return the parameter
	 */
	public static Consumer<AdvisorSpec> tenant(String id) {
		return (spec) -> spec.param(TENANT, id);
	}

	/**
	 * Names the user whose call it is.
	 * @param id the application's name of the user
	 * @return the parameter
	 */
	public static Consumer<AdvisorSpec> user(String id) {
		return (spec) -> spec.param(USER, id);
	}

	/**
	 * Names the client that makes the call, whose answers are kept apart from those of
	 * other clients. Beans annotated with {@code @LlmCached} have the bean's name.
	 * @param name the name, the same on all instances of the application
	 * @return the parameter
	 */
	public static Consumer<AdvisorSpec> client(String name) {
		return (spec) -> spec.param(CLIENT, name);
	}

	/**
	 * Chooses the policy of the call.
	 * @param name a name under {@code llmcache.policies}, or {@code default}
	 * @return the parameter
	 */
	public static Consumer<AdvisorSpec> policy(String name) {
		return (spec) -> spec.param(POLICY, name);
	}

	/**
	 * Stores nothing of the call; a stored answer may still be served.
	 * @return the parameter
	 */
	public static Consumer<AdvisorSpec> noStore() {
		return (spec) -> spec.param(NO_STORE, true);
	}

	/**
	 * Asks the model whatever is stored, and stores its answer in place of the old one.
	 * @return the parameter
	 */
	public static Consumer<AdvisorSpec> noCache() {
		return (spec) -> spec.param(NO_CACHE, true);
	}

	/**
	 * Never asks the model: where no stored answer may be served, the response has no
	 * results, {@code content()} is null and a stream is empty of text.
	 * @return the parameter
	 */
	public static Consumer<AdvisorSpec> onlyIfCached() {
		return (spec) -> spec.param(ONLY_IF_CACHED, true);
	}

	/**
	 * Serves no answer that was stored longer ago.
	 * @param age the greatest age, zero or more
	 * @return the parameter
	 */
	public static Consumer<AdvisorSpec> maxAge(Duration age) {
		if (age.isNegative()) {
			throw new IllegalArgumentException("An age is not negative: " + age);
		}
		return (spec) -> spec.param(MAX_AGE, age);
	}

	/**
	 * Limits how long the answer may be served once it is stored, in place of the
	 * policy's time.
	 * @param ttl the time, positive
	 * @return the parameter
	 */
	public static Consumer<AdvisorSpec> ttl(Duration ttl) {
		if (!ttl.isPositive()) {
			throw new IllegalArgumentException("A time to live is positive, not " + ttl);
		}
		return (spec) -> spec.param(TTL, ttl);
	}

	/**
	 * Names what the answer can be invalidated by, beside the policy's tags. Of several
	 * of these parameters on one call, the last counts.
	 * @param tags the tags, none of them blank
	 * @return the parameter
	 */
	public static Consumer<AdvisorSpec> tags(String... tags) {
		if (Stream.of(tags).anyMatch(String::isBlank)) {
			throw new IllegalArgumentException("A tag is not blank");
		}
		Set<String> names = Set.copyOf(List.of(tags));
		return (spec) -> spec.param(TAGS, names);
	}

	static Directives directives(Map<String, ? extends @Nullable Object> context) {
		return new Directives(context.containsKey(NO_STORE), context.containsKey(NO_CACHE), isOnlyIfCached(context),
				(context.get(MAX_AGE) instanceof Duration age) ? age : null,
				(context.get(TTL) instanceof Duration ttl) ? ttl : null, tags(context));
	}

	@SuppressWarnings("unchecked")
	private static Set<String> tags(Map<String, ? extends @Nullable Object> context) {
		return (context.get(TAGS) instanceof Set<?> tags) ? (Set<String>) tags : Set.of();
	}

	@SuppressWarnings("unchecked")
	static Set<Advisor> ownAdvisors(Map<String, ? extends @Nullable Object> context) {
		return (context.get(OWN_ADVISORS) instanceof Set<?> own) ? (Set<Advisor>) own : Set.of();
	}

	static boolean isOnlyIfCached(Map<String, ? extends @Nullable Object> context) {
		return context.containsKey(ONLY_IF_CACHED);
	}

	static @Nullable String text(Map<String, ? extends @Nullable Object> context, String parameter) {
		Object value = context.get(parameter);
		return (value != null) ? value.toString() : null;
	}

}
