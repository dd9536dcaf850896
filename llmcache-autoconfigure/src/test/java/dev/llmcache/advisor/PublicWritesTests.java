package dev.llmcache.advisor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import dev.llmcache.CacheOutcome;
import dev.llmcache.Identity;
import dev.llmcache.Invalidation;
import dev.llmcache.Layer;
import dev.llmcache.StoreRejection;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.identity.TrustedWriter;
import dev.llmcache.policy.FreshnessSettings;
import dev.llmcache.policy.OwnerKind;
import dev.llmcache.policy.PublicWrites;
import dev.llmcache.policy.WriteSettings;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.TestPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.ChatClientResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Who may leave answers behind that everyone is served.
 */
class PublicWritesTests {

	private static final String QUESTION = "When do you open?";

	private static final Duration TTL = Duration.ofHours(1);

	private static final TrustedWriter EDITORS = (identity, policy) -> "editor".equals(identity.user());

	/** What the model says until it is told something else. */
	private final AtomicReference<String> says = new AtomicReference<>("At nine.");

	private final ScriptedChatModel model = ScriptedChatModel
		.scripted((prompt) -> Flux.just(ScriptedChatModel.chunk(this.says.get(), "STOP")));

	private static AdvisorFixture fixture(PublicWrites writes, IdentitySources identities, TrustedWriter... trusted) {
		return AdvisorFixture.withControls(new StoreControls(List.of(trusted), null, 0), identities,
				(policy) -> publicWith(policy, writes));
	}

	private static void publicWith(TestPolicy policy, PublicWrites writes) {
		policy.owner = OwnerKind.PUBLIC;
		policy.writes = new WriteSettings(writes, 3);
		policy.ttl = TTL;
		policy.freshness = new FreshnessSettings("", Set.of(), 0, Duration.ofMinutes(5), Duration.ZERO, false, 60);
	}

	private static AdvisorFixture trusted() {
		return fixture(PublicWrites.TRUSTED, IdentitySources.NONE, EDITORS);
	}

	private static AdvisorFixture confirmed() {
		return fixture(PublicWrites.CONFIRMED, IdentitySources.NONE, EDITORS);
	}

	private static ChatClientRequestSpec ask(ChatClient client, @Nullable String user) {
		ChatClientRequestSpec spec = client.prompt().user(QUESTION);
		return (user != null) ? spec.advisors(LlmCacheParams.user(user)) : spec;
	}

	private String did(Way way, ChatClient client, @Nullable String user) {
		return way.did(ask(client, user));
	}

	private String says(ChatClient client, String user, String answer) {
		this.says.set(answer);
		ChatClientResponse response = ask(client, user).call().chatClientResponse();
		CacheOutcome outcome = Calls.outcome(response);
		String text = Objects.requireNonNull(Objects.requireNonNull(response.chatResponse()).getResult())
			.getOutput()
			.getText();
		return outcome.status() + " " + text;
	}

	@ParameterizedTest
	@EnumSource
	void onlyTheTrustedWriteForAll(Way way) {
		AdvisorFixture fixture = trusted();
		ChatClient client = fixture.client(this.model);
		assertThat(did(way, client, "mallory")).isEqualTo("not-found");
		assertThat(did(way, client, null)).isEqualTo("not-found");
		assertThat(did(way, client, "editor")).isEqualTo("not-found");
		assertThat(did(way, client, "mallory")).isEqualTo("hit");
		assertThat(did(way, client, null)).isEqualTo("hit");
		assertThat(fixture.ledger.traffic().rejections()).isEqualTo(Map.of(StoreRejection.UNTRUSTED.code(), 2L));
	}

	@ParameterizedTest
	@EnumSource
	void anAnswerThatEnoughUsersWereGivenIsForAll(Way way) {
		AdvisorFixture fixture = confirmed();
		ChatClient client = fixture.client(this.model);
		assertThat(did(way, client, "ann")).isEqualTo("not-found");
		assertThat(did(way, client, "bob")).isEqualTo("not-found");
		assertThat(did(way, client, "cid")).isEqualTo("not-found");
		assertThat(did(way, client, "dan")).isEqualTo("hit");
		assertThat(fixture.ledger.traffic().rejections()).isEqualTo(Map.of(StoreRejection.UNCONFIRMED.code(), 2L));
	}

	@Test
	void oneUserIsOneHoweverOftenAndOnHoweverManyInstances() {
		AdvisorFixture fixture = confirmed();
		ChatClient client = fixture.client(this.model);
		ChatClient other = fixture.clientOfAnotherInstance(this.model);
		did(Way.CALL, client, "ann");
		for (int i = 0; i < 10; i++) {
			assertThat(did(Way.CALL, client, "mallory")).isEqualTo("not-found");
			assertThat(did(Way.CALL, other, "mallory")).isEqualTo("not-found");
		}
		did(Way.CALL, other, "cid");
		assertThat(did(Way.CALL, client, "mallory")).isEqualTo("hit");
	}

	@Test
	void usersOfTwoTenantsWithOneNameAreTwo() {
		ChatClient client = confirmed().client(this.model);
		for (String tenant : List.of("acme", "globex", "initech")) {
			assertThat(Calls.did(ask(client, "ann").advisors(LlmCacheParams.tenant(tenant)))).isEqualTo("not-found");
		}
		assertThat(did(Way.CALL, client, null)).isEqualTo("hit");
	}

	@Test
	void whoHasNoNameConfirmsNothing() {
		ChatClient client = confirmed().client(this.model);
		for (int i = 0; i < 10; i++) {
			assertThat(did(Way.CALL, client, null)).isEqualTo("not-found");
		}
	}

	@Test
	void onlyTheSameAnswerConfirms() {
		ChatClient client = confirmed().client(this.model);
		assertThat(says(client, "mallory", "Never.")).isEqualTo("MISS Never.");
		assertThat(says(client, "ann", "At nine.")).isEqualTo("MISS At nine.");
		assertThat(says(client, "bob", "At nine.")).isEqualTo("MISS At nine.");
		assertThat(says(client, "cid", "Never.")).isEqualTo("MISS Never.");
		assertThat(says(client, "dan", "At nine.")).isEqualTo("MISS At nine.");
		assertThat(says(client, "eve", "Never.")).isEqualTo("HIT At nine.");
	}

	@Test
	void manyUnlikeAnswersKeepNoOtherFromBeingConfirmed() {
		AdvisorFixture fixture = confirmed();
		ChatClient client = fixture.client(this.model);
		IntStream.range(0, 50).forEach((i) -> says(client, "user " + i, "answer " + i));
		for (String user : List.of("ann", "bob", "cid")) {
			fixture.clock.advance(Duration.ofMillis(1));
			says(client, user, "At nine.");
		}
		assertThat(says(client, "dan", "Never.")).isEqualTo("HIT At nine.");
	}

	@Test
	void theTrustedNeedNoConfirmation() {
		ChatClient client = confirmed().client(this.model);
		did(Way.CALL, client, "editor");
		assertThat(did(Way.CALL, client, null)).isEqualTo("hit");
	}

	@Test
	void nothingIsLeftOfCandidatesOnceOneIsServed() {
		AdvisorFixture fixture = confirmed();
		ChatClient client = fixture.client(this.model);
		did(Way.CALL, client, "ann");
		did(Way.CALL, client, "bob");
		assertThat(fixture.store.records()).hasSize(2);
		did(Way.CALL, client, "cid");
		assertThat(fixture.store.records()).hasSize(1);
	}

	@Test
	void whatWasErasedOfAUserConfirmsNothing() {
		AdvisorFixture fixture = confirmed();
		ChatClient client = fixture.client(this.model);
		did(Way.CALL, client, "ann");
		did(Way.CALL, client, "bob");
		assertThat(fixture.cache.erase(new Invalidation.User(null, "ann")).deleted())
			.isEqualTo(Map.of(Layer.EXACT, 1L));
		did(Way.CALL, client, "cid");
		assertThat(did(Way.CALL, client, null)).isEqualTo("not-found");
	}

	@Test
	void candidatesExpire() {
		AdvisorFixture fixture = confirmed();
		ChatClient client = fixture.client(this.model);
		did(Way.CALL, client, "ann");
		did(Way.CALL, client, "bob");
		fixture.clock.advance(TTL.plusMinutes(5));
		did(Way.CALL, client, "cid");
		assertThat(did(Way.CALL, client, null)).isEqualTo("not-found");
	}

	@Test
	void anInvalidationIsAlsoOneOfCandidates() {
		AdvisorFixture fixture = confirmed();
		ChatClient client = fixture.client(this.model);
		did(Way.CALL, client, "ann");
		did(Way.CALL, client, "bob");
		fixture.cache.invalidate(Invalidation.all());
		did(Way.CALL, client, "cid");
		assertThat(did(Way.CALL, client, null)).isEqualTo("not-found");
	}

	@ParameterizedTest
	@EnumSource(names = { "TRUSTED", "CONFIRMED" })
	void aRefreshRenewsWhatIsSaidAgainAndReplacesNothing(PublicWrites writes) {
		AdvisorFixture fixture = fixture(writes, IdentitySources.NONE, EDITORS);
		ChatClient client = fixture.client(this.model);
		did(Way.CALL, client, "editor");
		fixture.clock.advance(TTL.plusSeconds(1));
		assertThat(says(client, "mallory", "At nine.")).isEqualTo("STALE At nine.");
		await().untilAsserted(() -> assertThat(says(client, "mallory", "At nine.")).isEqualTo("HIT At nine."));
		fixture.clock.advance(TTL.plusSeconds(1));
		assertThat(says(client, "mallory", "Never.")).isEqualTo("STALE At nine.");
		await().untilAsserted(() -> assertThat(fixture.ledger.traffic().rejections()).isNotEmpty());
		assertThat(says(client, "mallory", "Never.")).isEqualTo("STALE At nine.");
		fixture.clock.advance(Duration.ofMinutes(5));
		assertThat(says(client, "mallory", "Never.")).isEqualTo("MISS Never.");
		assertThat(says(client, "ann", "Never.")).isEqualTo("MISS Never.");
	}

	@ParameterizedTest
	@EnumSource
	void nobodyIsGivenWhatIsOnItsWayToTheUntrusted(Way way) throws Exception {
		CountDownLatch both = new CountDownLatch(2);
		ChatClient client = confirmed().client(ScriptedChatModel.scripted((prompt) -> {
			both.countDown();
			await().until(() -> both.getCount() == 0);
			return Flux.just(ScriptedChatModel.chunk("At nine.", "STOP"));
		}));
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<String> one = callers.submit(() -> did(way, client, "ann"));
			Future<String> other = callers.submit(() -> did(way, client, "bob"));
			assertThat(one.get()).isEqualTo("not-found");
			assertThat(other.get()).isEqualTo("not-found");
		}
	}

	@Test
	void asksTheApplicationWhoCalls() {
		IdentitySources identities = IdentitySources.NONE.withResolvers(null, () -> "editor");
		ChatClient client = fixture(PublicWrites.TRUSTED, identities, EDITORS).client(this.model);
		did(Way.CALL, client, null);
		assertThat(did(Way.CALL, client, null)).isEqualTo("hit");
	}

	@ParameterizedTest
	@EnumSource
	void whoeverCannotBeKnownIsNotTrustedAndIsServed(Way way) {
		IdentitySources identities = IdentitySources.NONE.withResolvers(null, () -> {
			throw new IllegalStateException("no request");
		});
		ChatClient client = fixture(PublicWrites.TRUSTED, identities, EDITORS).client(this.model);
		assertThat(did(way, client, null)).isEqualTo("not-found");
		assertThat(did(way, client, "editor")).isEqualTo("not-found");
		assertThat(did(way, client, null)).isEqualTo("hit");
	}

	@ParameterizedTest
	@EnumSource
	void whoeverCannotBeKnownIsNotTrustedByThoseWhoTrustAllButAFew(Way way) {
		IdentitySources identities = IdentitySources.NONE.withResolvers(null, () -> {
			throw new IllegalStateException("no request");
		});
		ChatClient client = fixture(PublicWrites.TRUSTED, identities,
				(identity, policy) -> !"mallory".equals(identity.user()))
			.client(this.model);
		assertThat(did(way, client, null)).isEqualTo("not-found");
		assertThat(did(way, client, "ann")).isEqualTo("not-found");
		assertThat(did(way, client, null)).isEqualTo("hit");
	}

	@Test
	void overAnExceptionNobodyIsTrusted() {
		AdvisorFixture fixture = fixture(PublicWrites.TRUSTED, IdentitySources.NONE, (identity, policy) -> {
			throw new IllegalStateException();
		});
		ChatClient client = fixture.client(this.model);
		did(Way.CALL, client, "editor");
		assertThat(did(Way.CALL, client, "editor")).isEqualTo("not-found");
	}

	@Test
	void trustIsAskedForByPolicy() {
		ChatClient client = fixture(PublicWrites.TRUSTED, IdentitySources.NONE,
				(identity, policy) -> policy.equals("another"),
				(identity, policy) -> policy.equals("default") && identity.equals(new Identity("acme", "ann")))
			.client(this.model);
		did(Way.CALL, client, "ann");
		assertThat(did(Way.CALL, client, null)).isEqualTo("not-found");
		Calls.did(ask(client, "ann").advisors(LlmCacheParams.tenant("acme")));
		assertThat(did(Way.CALL, client, null)).isEqualTo("hit");
	}

	@Test
	void answersOfOwnersAreNobodysElseBusiness() {
		AdvisorFixture fixture = AdvisorFixture.withPolicy((policy) -> {
			publicWith(policy, PublicWrites.TRUSTED);
			policy.owner = OwnerKind.TENANT;
		});
		ChatClient client = fixture.client(this.model);
		did(Way.CALL, client, "mallory");
		assertThat(did(Way.CALL, client, "mallory")).isEqualTo("hit");
	}

}
