package dev.llmcache.key;

import java.util.Random;

import dev.llmcache.Fingerprint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PublicAnswerIdsTests {

	private final Secret secret = Secret.random();

	private final PublicAnswerIds ids = new PublicAnswerIds(new Keyring(this.secret, null), "shop");

	private final Random random = new Random(7);

	@Test
	void readsWhatItGaveOut() {
		Fingerprint entry = fingerprint();
		String id = this.ids.idOf(entry);
		assertThat(id).matches("[A-Za-z0-9_-]{64}");
		assertThat(this.ids.read(id)).isEqualTo(entry);
	}

	@Test
	void readsWhatItGaveOutUnderThePreviousSecret() {
		Fingerprint entry = fingerprint();
		PublicAnswerIds rotated = new PublicAnswerIds(new Keyring(Secret.random(), this.secret), "shop");
		assertThat(rotated.read(this.ids.idOf(entry))).isEqualTo(entry);
	}

	@Test
	void readsNothingElse() {
		String id = this.ids.idOf(fingerprint());
		for (int i = 0; i < id.length(); i++) {
			char other = (id.charAt(i) == 'A') ? 'B' : 'A';
			assertThat(this.ids.read(id.substring(0, i) + other + id.substring(i + 1))).isNull();
		}
		for (String text : new String[] { "", "x", id + "A", id.substring(1), "?".repeat(64), "A".repeat(64) }) {
			assertThat(this.ids.read(text)).isNull();
		}
		assertThat(new PublicAnswerIds(new Keyring(this.secret, null), "other").read(id)).isNull();
		assertThat(new PublicAnswerIds(new Keyring(Secret.random(), null), "shop").read(id)).isNull();
	}

	private Fingerprint fingerprint() {
		byte[] digest = new byte[Fingerprint.LENGTH];
		this.random.nextBytes(digest);
		return Fingerprint.of(digest);
	}

}
