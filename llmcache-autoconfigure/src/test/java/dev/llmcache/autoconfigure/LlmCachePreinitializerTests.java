package dev.llmcache.autoconfigure;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class LlmCachePreinitializerTests {

	@Test
	void springBootFindsIt() {
		assertThat(SpringFactoriesLoader.loadFactories(BackgroundPreinitializer.class, null))
			.hasAtLeastOneElementOfType(LlmCachePreinitializer.class);
	}

	@Test
	void needsNoProperties() {
		assertThatNoException().isThrownBy(new LlmCachePreinitializer()::preinitialize);
	}

}
