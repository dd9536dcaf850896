package dev.llmcache.store.pgvector;

import java.nio.ByteBuffer;

import dev.llmcache.Fingerprint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SmallScopesTests {

	private static final int EXACT_UP_TO = 100;

	private final SmallScopes scopes = new SmallScopes(EXACT_UP_TO);

	@Test
	void knowsNoScopeThatWasNotCounted() {
		assertThat(this.scopes.contains(scope(1))).isFalse();
		this.scopes.counted(scope(1), 0);
		assertThat(this.scopes.contains(scope(1))).isFalse();
	}

	@Test
	void knowsThoseThatAreFarFromBeingLarge() {
		this.scopes.counted(scope(1), EXACT_UP_TO / 2);
		this.scopes.counted(scope(2), EXACT_UP_TO / 2 + 1);
		this.scopes.counted(scope(3), EXACT_UP_TO + 1);
		assertThat(this.scopes.contains(scope(1))).isTrue();
		assertThat(this.scopes.contains(scope(2))).isFalse();
		assertThat(this.scopes.contains(scope(3))).isFalse();
	}

	@Test
	void keepsWhatItKnowsWhenAScopeIsSearchedWithoutCounting() {
		this.scopes.counted(scope(1), 1);
		this.scopes.counted(scope(1), 0);
		assertThat(this.scopes.contains(scope(1))).isTrue();
	}

	private static Fingerprint scope(int number) {
		return Fingerprint.of(ByteBuffer.allocate(Fingerprint.LENGTH).putInt(number).array());
	}

}
