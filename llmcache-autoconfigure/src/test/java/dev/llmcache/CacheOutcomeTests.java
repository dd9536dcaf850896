package dev.llmcache;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Lookup.Miss;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.Secret;
import dev.llmcache.key.SignedAnswerIds;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CacheOutcomeTests {

	private static final String FINGERPRINT = "0a1b2c3d";

	private static final CachedAnswer ANSWER = new CachedAnswer(List.of(new Generation("At nine.", "STOP", Map.of())),
			null, null, TokenUsage.UNKNOWN, Map.of(), Duration.ofSeconds(2));

	private static final AnswerIds IDS = new SignedAnswerIds(new Keyring(Secret.random(), null), "test");

	@Test
	void aHitSaysAllOfItselfInPlainValues() {
		CacheOutcome outcome = CacheOutcome.hit(
				new Hit(Layer.SEMANTIC, ANSWER, 0.97, Duration.ofSeconds(30), Duration.ofHours(1)), FINGERPRINT,
				Duration.ofMillis(5), IDS);
		assertThat(outcome.metadata()).isEqualTo(Map.of("llmcache.status", "hit", "llmcache.layer", "semantic",
				"llmcache.similarity", 0.97, "llmcache.age-ms", 30_000L, "llmcache.fingerprint", FINGERPRINT));
	}

	@Test
	void aMissSaysWhyAndWhereTheAnswerWillBe() {
		assertThat(CacheOutcome.miss(Miss.NOT_FOUND, FINGERPRINT).metadata()).isEqualTo(
				Map.of("llmcache.status", "miss", "llmcache.reason", "not-found", "llmcache.fingerprint", FINGERPRINT));
	}

	@Test
	void aByPassSaysWhy() {
		assertThat(CacheOutcome.bypass(BypassReason.NO_TENANT).metadata())
			.isEqualTo(Map.of("llmcache.status", "bypass", "llmcache.reason", "no-tenant"));
	}

	@Test
	void savesNoTimeWhereTheLookupTookLongerThanTheModel() {
		Hit hit = new Hit(Layer.EXACT, ANSWER, 1, Duration.ZERO, Duration.ofHours(1));
		assertThat(CacheOutcome.hit(hit, FINGERPRINT, Duration.ofMillis(500), IDS).savedTime())
			.isEqualTo(Duration.ofMillis(1500));
		assertThat(CacheOutcome.hit(hit, FINGERPRINT, Duration.ofSeconds(3), IDS).savedTime()).isZero();
	}

}
