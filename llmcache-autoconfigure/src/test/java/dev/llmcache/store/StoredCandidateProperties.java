package dev.llmcache.store;

import dev.llmcache.CachedAnswer;
import dev.llmcache.Mark;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class StoredCandidateProperties {

	@Property(tries = 300)
	void candidatesAreReadAsTheyWereWritten(@ForAll("answers") CachedAnswer answer, @ForAll long high,
			@ForAll long low) {
		byte[] payload = new StoredCandidate(new Mark(high, low), answer).encode();
		StoredCandidate read = StoredCandidate.of(payload);
		assertThat(read).isNotNull();
		assertThat(read.voter()).isEqualTo(new Mark(high, low));
		assertThat(AnswerCodec.encode(read.answer())).isEqualTo(AnswerCodec.encode(answer));
	}

	@Property(tries = 300)
	void noCandidateIsAnAnswerThatMayBeServed(@ForAll("answers") CachedAnswer answer) {
		byte[] payload = new StoredCandidate(Mark.NO_TENANT, answer).encode();
		assertThat(StoredCandidate.isIn(payload)).isTrue();
		assertThat(StoredAnswer.of(payload)).isNull();
	}

	@Property
	void anyBytesAreACandidateOrNone(@ForAll byte[] bytes) {
		StoredCandidate.of(bytes);
	}

	@Provide
	Arbitrary<CachedAnswer> answers() {
		return AnswerArbitraries.answers();
	}

}
