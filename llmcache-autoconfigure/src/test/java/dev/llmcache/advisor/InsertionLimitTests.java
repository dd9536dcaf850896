package dev.llmcache.advisor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.llmcache.Mark;
import dev.llmcache.StoreRejection;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.policy.OwnerKind;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.ScriptedChatModel;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many answers a tenant or user may leave behind.
 */
class InsertionLimitTests {

	private static final Mark NOISY = new Mark(1, 1);

	private static final Mark QUIET = new Mark(2, 2);

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private static AdvisorFixture fixture(OwnerKind owner, int perMinute) {
		return AdvisorFixture.withControls(new StoreControls(List.of(), null, perMinute), IdentitySources.NONE,
				(policy) -> policy.owner = owner);
	}

	private static long stored(ChatClient client, String question, int asked, UserSpec who) {
		IntStream.range(0, asked).forEach((i) -> Calls.did(who.of(client.prompt().user(question + i))));
		return IntStream.range(0, asked)
			.filter((i) -> Calls.did(who.of(client.prompt().user(question + i))).equals("hit"))
			.count();
	}

	@Test
	void aMinutesWorthMayComeAtOnceAndThenOneByOne() {
		InsertionLimit limit = new InsertionLimit(60, this.clock);
		assertThat(IntStream.range(0, 100).filter((i) -> limit.admits(NOISY)).count()).isEqualTo(60);
		assertThat(limit.admits(QUIET)).isTrue();
		this.clock.advance(Duration.ofMillis(999));
		assertThat(limit.admits(NOISY)).isFalse();
		this.clock.advance(Duration.ofMillis(1));
		assertThat(limit.admits(NOISY)).isTrue();
		assertThat(limit.admits(NOISY)).isFalse();
		this.clock.advance(Duration.ofHours(1));
		assertThat(IntStream.range(0, 100).filter((i) -> limit.admits(NOISY)).count()).isEqualTo(60);
	}

	@Test
	void withoutALimitEverythingMay() {
		InsertionLimit limit = new InsertionLimit(0, this.clock);
		assertThat(IntStream.range(0, 100_000).allMatch((i) -> limit.admits(NOISY))).isTrue();
	}

	@Property(tries = 200)
	void admitsNeverMoreThanTheRateAndABurst(@ForAll @IntRange(min = 1, max = 200) int perMinute,
			@ForAll @Size(max = 500) List<@IntRange(max = 3_000) Integer> pauses) {
		InsertionLimit limit = new InsertionLimit(perMinute, this.clock);
		Instant start = this.clock.instant();
		long admitted = 0;
		for (int pause : pauses) {
			this.clock.advance(Duration.ofMillis(pause));
			admitted += limit.admits(NOISY) ? 1 : 0;
			double minutes = Duration.between(start, this.clock.instant()).toMillis() / 60_000.0;
			assertThat((double) admitted).isLessThanOrEqualTo(perMinute + minutes * perMinute + 1);
		}
	}

	@Test
	void aTenantIsHeldToItAndNoOther() {
		AdvisorFixture fixture = fixture(OwnerKind.TENANT, 10);
		ChatClient client = fixture.client(ScriptedChatModel.counting());
		assertThat(stored(client, "q", 30, (spec) -> spec.advisors(LlmCacheParams.tenant("noisy")))).isEqualTo(10);
		assertThat(stored(client, "q", 5, (spec) -> spec.advisors(LlmCacheParams.tenant("quiet")))).isEqualTo(5);
		assertThat(fixture.ledger.traffic().rejections()).isEqualTo(Map.of(StoreRejection.RATE_LIMITED.code(), 40L));
	}

	@Test
	void withoutATenantAUserIs() {
		ChatClient client = fixture(OwnerKind.USER, 10).client(ScriptedChatModel.counting());
		assertThat(stored(client, "q", 30, (spec) -> spec.advisors(LlmCacheParams.user("noisy")))).isEqualTo(10);
		assertThat(stored(client, "q", 5, (spec) -> spec.advisors(LlmCacheParams.user("quiet")))).isEqualTo(5);
	}

	@Test
	void usersOfATenantAreHeldToItTogether() {
		ChatClient client = fixture(OwnerKind.USER, 10).client(ScriptedChatModel.counting());
		assertThat(stored(client, "q", 8, (spec) -> of(spec, "ann"))).isEqualTo(8);
		assertThat(stored(client, "q", 8, (spec) -> of(spec, "bob"))).isEqualTo(2);
	}

	private static ChatClientRequestSpec of(ChatClientRequestSpec spec, String user) {
		return spec.advisors(LlmCacheParams.tenant("acme")).advisors(LlmCacheParams.user(user));
	}

	@Test
	void publicAnswersCountForWhoeverAsked() {
		ChatClient client = fixture(OwnerKind.PUBLIC, 10).client(ScriptedChatModel.counting());
		assertThat(stored(client, "a", 30, (spec) -> spec.advisors(LlmCacheParams.tenant("noisy")))).isEqualTo(10);
		assertThat(stored(client, "b", 5, (spec) -> spec.advisors(LlmCacheParams.tenant("quiet")))).isEqualTo(5);
		assertThat(stored(client, "c", 30, (spec) -> spec)).isEqualTo(10);
	}

	@Test
	void whereNobodyIsToBeToldFromOthersThereIsNone() {
		ChatClient client = fixture(OwnerKind.TENANT, 10).client(ScriptedChatModel.counting());
		assertThat(stored(client, "q", 30, (spec) -> spec)).isEqualTo(30);
	}

	/**
	 * Says who asks.
	 */
	private interface UserSpec {

		ChatClientRequestSpec of(ChatClientRequestSpec spec);

	}

}
