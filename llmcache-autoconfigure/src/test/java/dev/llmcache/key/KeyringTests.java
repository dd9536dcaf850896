package dev.llmcache.key;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

import dev.llmcache.CacheKey;
import dev.llmcache.CacheScope;
import dev.llmcache.Fingerprint;
import dev.llmcache.ScopePart;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class KeyringTests {

	private static final Secret SECRET = Secret
		.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

	private static final CacheScope SCOPE = new CacheScope(
			List.of(new ScopePart("owner", new byte[] { 1 }), new ScopePart("system", new byte[] { 2 })));

	@Test
	void keysStayTheSameFromReleaseToRelease() {
		CacheKey key = new Keyring(SECRET, null).keysOf(SCOPE, "When do you open?").getFirst();
		assertThat(key.scope().hex()).isEqualTo("d2a769d363a19f06ff878f9e40455f12dba6d90c6075a63b9d3250557d0dd5c5");
		assertThat(key.entry().hex()).isEqualTo("ef238b8781ffeb24747eaa725d09a047bfa9e24fd71daea49a8be919cb0a4f56");
	}

	@Test
	void previousSecretsComeAfterTheCurrentOne() {
		Secret current = Secret.random();
		List<CacheKey> keys = new Keyring(current, SECRET).keysOf(SCOPE, "q");
		assertThat(keys).containsExactly(new Keyring(current, null).keysOf(SCOPE, "q").getFirst(),
				new Keyring(SECRET, null).keysOf(SCOPE, "q").getFirst());
	}

	@Test
	void theSameBytesUnderAnotherNameAreAnotherScope() {
		CacheScope renamed = new CacheScope(
				List.of(new ScopePart("owner", new byte[] { 1 }), new ScopePart("history", new byte[] { 2 })));
		Keyring keyring = new Keyring(SECRET, null);
		assertThat(keyring.keysOf(renamed, "q").getFirst().scope())
			.isNotEqualTo(keyring.keysOf(SCOPE, "q").getFirst().scope());
	}

	@Test
	void newEntriesAreStoredUnderTheCurrentSecret() {
		Secret current = Secret.random();
		Keyring keyring = new Keyring(current, SECRET);
		assertThat(keyring.currentId()).isEqualTo(current.id());
		assertThat(keyring.digestOf("q")).isEqualTo(new Keyring(current, null).digestOf("q"));
		assertThat(keyring.digestsOf(SCOPE)).isEqualTo(keyring.digestsOf(SCOPE, current.id()));
	}

	@Test
	void hasTheCurrentSecretAndThePreviousAndNoOther() {
		Secret current = Secret.random();
		Keyring keyring = new Keyring(current, SECRET);
		assertThat(keyring.has(current.id())).isTrue();
		assertThat(keyring.has(SECRET.id())).isTrue();
		assertThat(keyring.has(Secret.random().id())).isFalse();
	}

	@Test
	void aScopeAndASecretLeadToTheKeyThatWasMadeOfThem() {
		CacheKey key = new Keyring(SECRET, null).keysOf(SCOPE, "q").getFirst();
		Keyring renewed = new Keyring(Secret.random(), SECRET);
		assertThat(renewed.keyOf(SECRET.id(), key.scope(), "q", 0)).isEqualTo(key);
		assertThat(renewed.keyOf(Secret.random().id(), key.scope(), "q", 0)).isNull();
	}

	@Test
	void everyVariantHasAKeyOfItsOwn() {
		Keyring keyring = new Keyring(SECRET, null);
		Fingerprint scope = keyring.keysOf(SCOPE, "q").getFirst().scope();
		assertThat(IntStream.range(0, 4).mapToObj((variant) -> keyring.keyOf(SECRET.id(), scope, "q", variant)))
			.doesNotContainNull()
			.doesNotHaveDuplicates();
	}

	@Test
	void digestsTellWhichPartsDiffer() {
		Keyring keyring = new Keyring(SECRET, null);
		CacheScope other = new CacheScope(
				List.of(new ScopePart("owner", new byte[] { 1 }), new ScopePart("system", new byte[] { 3 })));
		assertThat(keyring.digestsOf(SCOPE)).containsOnlyKeys("owner", "system");
		assertThat(keyring.digestsOf(other).get("owner")).isEqualTo(keyring.digestsOf(SCOPE).get("owner"));
		assertThat(keyring.digestsOf(other).get("system")).isNotEqualTo(keyring.digestsOf(SCOPE).get("system"));
		assertThat(keyring.digestsOf(SCOPE, Secret.random().id())).isEmpty();
	}

	@Test
	void noLabelLeadsToAnothersDigest() {
		Keyring keyring = new Keyring(SECRET, null);
		byte[] value = { 1 };
		assertThat(keyring.digestOf("a", value)).isNotEqualTo(keyring.digestOf("b", value))
			.isEqualTo(new Keyring(SECRET, null).digestOf("a", value));
	}

	@Test
	void refusesAShortSecret() {
		assertThatIllegalArgumentException().isThrownBy(() -> Secret.of(new byte[31])).withMessageContaining("32");
	}

	@Test
	void tellsNothingOfASecret() {
		assertThat(SECRET).hasToString("Secret[]");
	}

}
