package dev.llmcache.store;

import dev.llmcache.CachedAnswer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerCodecProperties {

	private static final int TRIES = 200;

	@Property(tries = TRIES)
	void returnsWhateverWasEncoded(@ForAll("answers") CachedAnswer answer) {
		assertThat(AnswerCodec.decode(AnswerCodec.encode(answer))).isEqualTo(answer);
	}

	@Property(tries = TRIES)
	void encodesEqualAnswersAlike(@ForAll("answers") CachedAnswer answer) {
		CachedAnswer copy = AnswerCodec.decode(AnswerCodec.encode(answer));
		assertThat(copy).isNotNull();
		assertThat(AnswerCodec.encode(copy)).isEqualTo(AnswerCodec.encode(answer));
	}

	@Property
	void neverThrowsWhateverTheBytes(@ForAll byte[] bytes) {
		AnswerCodec.decode(bytes);
	}

	@Property(tries = TRIES)
	void neverThrowsWhicheverByteIsAnother(@ForAll("answers") CachedAnswer answer, @ForAll int where,
			@ForAll byte other) {
		byte[] encoded = AnswerCodec.encode(answer);
		encoded[Math.floorMod(where, encoded.length)] = other;
		AnswerCodec.decode(encoded);
	}

	@Provide
	Arbitrary<CachedAnswer> answers() {
		return AnswerArbitraries.answers();
	}

}
