package dev.llmcache.prefix;

import java.nio.charset.StandardCharsets;

import dev.llmcache.Fingerprint;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class PrefixChainProperties {

	private static final Fingerprint ROOT = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	@Property(tries = 300)
	void theLongestSharedChainIsTheCommonBeginningInChunks(@ForAll("texts") String common, @ForAll("texts") String one,
			@ForAll("texts") String other) {
		byte[] first = bytes(common + one);
		byte[] second = bytes(common + other);
		int same = 0;
		while (same < first.length && same < second.length && first[same] == second[same]) {
			same++;
		}
		int chunks = Math.min(same, Math.min(first.length, second.length)) / PrefixChain.CHUNK;
		assertThat(PrefixChain.of(first, ROOT).shared(PrefixChain.of(second, ROOT))).isEqualTo(chunks);
	}

	@Property(tries = 100)
	void chainsOfAnotherSecretShareNothing(@ForAll("texts") String text) {
		Fingerprint other = ROOT.derive(new byte[1]);
		assertThat(PrefixChain.of(bytes(text), ROOT).shared(PrefixChain.of(bytes(text), other))).isZero();
	}

	@Property(tries = 100)
	void whatWasSentIsFoundAgainWithinItsTime(@ForAll("texts") String text) {
		RecentChains recent = new RecentChains(10_000);
		PrefixChain chain = PrefixChain.of(bytes(text), ROOT);
		assertThat(recent.add(chain, 0, 100)).isZero();
		assertThat(recent.add(chain, 100, 100)).isEqualTo(chain.length() / PrefixChain.CHUNK * PrefixChain.CHUNK);
		assertThat(recent.add(chain, 201, 100)).isZero();
	}

	@Property(tries = 100)
	void whatIsRememberedIsBounded(@ForAll("texts") String text, @ForAll("texts") String other) {
		RecentChains recent = new RecentChains(4);
		recent.add(PrefixChain.of(bytes(text), ROOT), 0, 100);
		recent.add(PrefixChain.of(bytes(other), ROOT), 0, 100);
		assertThat(recent.add(PrefixChain.of(bytes(other), ROOT), 0, 100)).isLessThanOrEqualTo(4 * PrefixChain.CHUNK);
	}

	@Provide
	Arbitrary<String> texts() {
		return Arbitraries.strings().withChars("ab\u00e9").ofMinLength(0).ofMaxLength(600);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
