package dev.llmcache.key;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import dev.llmcache.CacheKey;
import dev.llmcache.Fingerprint;
import dev.llmcache.HitSource;
import dev.llmcache.HitSource.OtherQuestion;
import dev.llmcache.HitSource.SameQuestion;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SignedAnswerIdsTests {

	private static final Secret SECRET = Secret.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));

	private static final Instant STORED = Instant.parse("2026-01-01T00:00:00.123Z");

	private static final List<HitSource> SOURCES = List.of(
			new SameQuestion(new CacheKey(digest("s"), digest("e")), STORED),
			new OtherQuestion(1.5f, digest("e"), STORED, digest("p"), null),
			new OtherQuestion(-0.25f, digest("e"), STORED, digest("p"), digest("c")));

	private final SignedAnswerIds ids = new SignedAnswerIds(new Keyring(SECRET, null), "test");

	private static Fingerprint digest(String label) {
		return Fingerprint.of(new byte[Fingerprint.LENGTH]).derive(label.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void leadBackToWhereTheAnswerComesFrom() {
		assertThat(SOURCES).allSatisfy((source) -> assertThat(this.ids.read(this.ids.idOf(source))).isEqualTo(source));
	}

	@Test
	void fitIntoAnAddress() {
		assertThat(SOURCES).allSatisfy((source) -> assertThat(this.ids.idOf(source)).matches("[A-Za-z0-9_-]{1,220}"));
	}

	@Test
	void areReadByEveryInstanceWithTheSecret() {
		SignedAnswerIds renewed = new SignedAnswerIds(new Keyring(Secret.random(), SECRET), "test");
		assertThat(renewed.read(this.ids.idOf(SOURCES.getFirst()))).isEqualTo(SOURCES.getFirst());
	}

	@Test
	void areNothingToOtherApplications() {
		String id = this.ids.idOf(SOURCES.getFirst());
		assertThat(new SignedAnswerIds(new Keyring(Secret.random(), null), "test").read(id)).isNull();
		assertThat(new SignedAnswerIds(new Keyring(SECRET, null), "other").read(id)).isNull();
	}

	@Test
	void cannotBeChanged() {
		byte[] id = Base64.getUrlDecoder().decode(this.ids.idOf(SOURCES.getLast()));
		for (int i = 0; i < id.length; i++) {
			byte[] changed = id.clone();
			changed[i] ^= 1;
			assertThat(this.ids.read(Base64.getUrlEncoder().withoutPadding().encodeToString(changed))).isNull();
		}
	}

	@Property(tries = 500)
	void anythingElseIsNone(@ForAll String text) {
		assertThat(this.ids.read(text)).isNull();
	}

}
