package dev.llmcache.key;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.llmcache.CacheKey;
import dev.llmcache.CacheScope;
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
	void refusesAShortSecret() {
		assertThatIllegalArgumentException().isThrownBy(() -> Secret.of(new byte[31])).withMessageContaining("32");
	}

	@Test
	void tellsNothingOfASecret() {
		assertThat(SECRET).hasToString("Secret[]");
	}

}
