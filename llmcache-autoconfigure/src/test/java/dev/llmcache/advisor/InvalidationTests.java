package dev.llmcache.advisor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.llmcache.ErasureReceipt;
import dev.llmcache.Invalidation;
import dev.llmcache.InvalidationReceipt;
import dev.llmcache.Layer;
import dev.llmcache.policy.OwnerKind;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.TestPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.prompt.ChatOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whose answers go with which invalidation, seen from the calls.
 */
class InvalidationTests {

	/** Calls of all kinds, none of which may be given the answer to another. */
	private static final Map<String, Function<ChatClient, ChatClientRequestSpec>> CALLS = calls();

	private final AdvisorFixture fixture = AdvisorFixture.withTags(CorpusNames.NONE, List.of(),
			policy("default", OwnerKind.TENANT), policy("faq", OwnerKind.TENANT), policy("account", OwnerKind.USER),
			policy("public", OwnerKind.PUBLIC));

	private final ChatClient client = this.fixture.client(ScriptedChatModel.counting());

	private static Map<String, Function<ChatClient, ChatClientRequestSpec>> calls() {
		Map<String, Function<ChatClient, ChatClientRequestSpec>> calls = new LinkedHashMap<>();
		calls.put("acme", (client) -> by("acme", client));
		calls.put("acme's prices", (client) -> by("acme", client).user("What does the kettle cost?")
			.advisors(LlmCacheParams.tags("kettle", "prices")));
		calls.put("acme's faq", (client) -> by("acme", client).advisors(LlmCacheParams.policy("faq")));
		calls.put("acme by another model",
				(client) -> by("acme", client).options(ChatOptions.builder().model("other")));
		calls.put("ada of acme", (client) -> by("acme", "ada", client));
		calls.put("grace of acme", (client) -> by("acme", "grace", client));
		calls.put("globex", (client) -> by("globex", client));
		calls.put("ada of globex", (client) -> by("globex", "ada", client));
		calls.put("everyone", (client) -> by("acme", client).advisors(LlmCacheParams.policy("public")));
		return calls;
	}

	static Stream<Arguments> invalidations() {
		return Stream.of(Arguments.of(Invalidation.byTag("prices"), Set.of("acme's prices")),
				Arguments.of(Invalidation.byTag("kettle"), Set.of("acme's prices")),
				Arguments.of(Invalidation.byTag("acme"), Set.of()),
				Arguments.of(Invalidation.byTenant("acme"),
						Set.of("acme", "acme's prices", "acme's faq", "acme by another model", "ada of acme",
								"grace of acme")),
				Arguments.of(Invalidation.byTenant("globex"), Set.of("globex", "ada of globex")),
				Arguments.of(Invalidation.byTenant("prices"), Set.of()),
				Arguments.of(Invalidation.byUser("acme", "ada"), Set.of("ada of acme")),
				Arguments.of(Invalidation.byUser("ada"), Set.of()),
				Arguments.of(Invalidation.byModel("other"), Set.of("acme by another model")),
				Arguments.of(Invalidation.byPolicy("faq"), Set.of("acme's faq")),
				Arguments.of(Invalidation.byPolicy("account"), Set.of("ada of acme", "grace of acme", "ada of globex")),
				Arguments.of(Invalidation.all(), CALLS.keySet()));
	}

	@ParameterizedTest
	@MethodSource("invalidations")
	void whatIsMeantIsNotServedAnyMoreAndNothingElseIsLost(Invalidation invalidation, Set<String> meant) {
		assertThat(whichDid("not-found", this.client)).isEqualTo(CALLS.keySet());
		assertThat(whichDid("hit", this.client)).isEqualTo(CALLS.keySet());
		assertThat(this.fixture.cache.invalidate(invalidation))
			.isEqualTo(new InvalidationReceipt(Set.of(Layer.EXACT), Set.of()));
		assertThat(whichDid("not-found", this.client)).isEqualTo(meant);
		assertThat(whichDid("hit", this.client)).isEqualTo(CALLS.keySet());
	}

	@ParameterizedTest
	@MethodSource("invalidations")
	void anAnswerOnItsWayIsGivenToWhoAskedAndToNobodyAfter(Invalidation invalidation, Set<String> meant) {
		ChatClient before = this.fixture.client(ScriptedChatModel.scripted((prompt) -> {
			this.fixture.cache.invalidate(invalidation);
			return Flux.just(ScriptedChatModel.chunk("before", "STOP"));
		}));
		CALLS.values().forEach((call) -> assertThat(Calls.content(call.apply(before))).isEqualTo("before"));
		assertThat(whichDid("not-found", this.client)).isEqualTo(meant);
	}

	@Test
	void severalAreInvalidatedTogether() {
		whichDid("not-found", this.client);
		this.fixture.cache.invalidate(Invalidation.byTag("prices"), Invalidation.byModel("other"));
		assertThat(whichDid("not-found", this.client)).containsExactlyInAnyOrder("acme's prices",
				"acme by another model");
	}

	@Test
	void callsThatShareAnAnswerNeedNotNameTheSameTags() {
		this.fixture.cache.invalidate(Invalidation.byTag("late"));
		assertThat(Calls.did(tagged("first"))).isEqualTo("not-found");
		assertThat(Calls.did(tagged("second"))).isEqualTo("hit");
		this.fixture.cache.invalidate(Invalidation.byTag("second"));
		assertThat(Calls.did(tagged("second"))).isEqualTo("hit");
		this.fixture.cache.invalidate(Invalidation.byTag("first"));
		assertThat(Calls.did(tagged("second"))).isEqualTo("not-found");
		this.fixture.cache.invalidate(Invalidation.byTag("first"));
		assertThat(Calls.did(tagged("first"))).isEqualTo("hit");
	}

	@Test
	void whatIsErasedLeavesNothingBehind() {
		whichDid("not-found", this.client);
		assertThat(this.fixture.cache.erase(Invalidation.byUser("acme", "ada")))
			.isEqualTo(new ErasureReceipt(Map.of(Layer.EXACT, 1L), Set.of()));
		assertThat(this.fixture.store.records()).hasSize(CALLS.size() - 1);
		assertThat(this.fixture.cache.erase(Invalidation.byTenant("acme")))
			.isEqualTo(new ErasureReceipt(Map.of(Layer.EXACT, 5L), Set.of()));
		assertThat(this.fixture.store.records()).hasSize(CALLS.size() - 6);
		assertThat(whichDid("hit", this.client)).containsExactlyInAnyOrder("globex", "ada of globex", "everyone");
	}

	@Test
	void whatIsErasedTwiceIsNotThereTheSecondTime() {
		whichDid("not-found", this.client);
		this.fixture.cache.erase(Invalidation.byTenant("acme"));
		assertThat(this.fixture.cache.erase(Invalidation.byTenant("acme")))
			.isEqualTo(new ErasureReceipt(Map.of(Layer.EXACT, 0L), Set.of()));
	}

	@Test
	void anAnswerOnItsWayIsNotServedOnceItsOwnerIsErasedAndGoesWithTheNextSweep() {
		ChatClient before = this.fixture.client(ScriptedChatModel.scripted((prompt) -> {
			this.fixture.cache.erase(Invalidation.byTenant("acme"));
			return Flux.just(ScriptedChatModel.chunk("before", "STOP"));
		}));
		assertThat(Calls.did(by("acme", before))).isEqualTo("not-found");
		this.fixture.cache.sweep();
		assertThat(this.fixture.store.records()).isEmpty();
		assertThat(Calls.did(by("acme", this.client))).isEqualTo("not-found");
	}

	private static Set<String> whichDid(String outcome, ChatClient client) {
		Set<String> names = new TreeSet<>();
		CALLS.forEach((name, call) -> {
			if (Calls.did(call.apply(client)).equals(outcome)) {
				names.add(name);
			}
		});
		return names;
	}

	private ChatClientRequestSpec tagged(String tag) {
		return by("acme", this.client).advisors(LlmCacheParams.tags(tag));
	}

	private static ChatClientRequestSpec by(String tenant, ChatClient client) {
		return client.prompt().user("When do you open?").advisors(LlmCacheParams.tenant(tenant));
	}

	private static ChatClientRequestSpec by(String tenant, String user, ChatClient client) {
		return by(tenant, client).advisors(LlmCacheParams.user(user)).advisors(LlmCacheParams.policy("account"));
	}

	private static TestPolicy policy(String name, OwnerKind owner) {
		TestPolicy policy = new TestPolicy();
		policy.name = name;
		policy.owner = owner;
		return policy;
	}

}
