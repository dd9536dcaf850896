package dev.llmcache.semantic;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

import dev.llmcache.semantic.guard.Guards;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class AnswerSignatureTests {

	private static final float[] VECTOR = { 0.6F, 0.8F, 0 };

	private final Agreement agreement = new Agreement(Guards.standard(), EmbeddingSpace.PLAIN);

	private static AnswerSignature decoded(AnswerSignature signature) {
		return Objects.requireNonNull(AnswerSignature.decode(ByteBuffer.wrap(signature.encode())));
	}

	@Test
	void isTheSameAfterItWasStored() {
		AnswerSignature signature = AnswerSignature.of("It costs 17 euros: see A-12.", VECTOR);
		AnswerSignature stored = decoded(signature);
		assertThat(stored.isSame(signature)).isTrue();
		assertThat(stored.hasFactsOf(signature)).isTrue();
		assertThat(stored.cosine(signature)).isCloseTo(1, within(1e-9));
	}

	@Test
	void keepsWhereItsVectorPoints() {
		AnswerSignature one = decoded(AnswerSignature.of("one", VECTOR));
		AnswerSignature other = decoded(AnswerSignature.of("other", new float[] { 0.8F, 0.6F, 0 }));
		assertThat(one.cosine(other)).isCloseTo(0.96, within(0.01));
	}

	@Test
	void answersAgreeByText() {
		assertThat(
				this.agreement.of(AnswerSignature.of("Use vinegar. ", null), AnswerSignature.of("Use vinegar.", null)))
			.contains(true);
	}

	@Test
	void answersWithOtherNumbersDisagreeHoweverNear() {
		assertThat(this.agreement.of(AnswerSignature.of("It takes 3 days.", VECTOR),
				AnswerSignature.of("It takes 5 days.", VECTOR)))
			.contains(false);
	}

	@Test
	void answersAgreeWhenTheyAreNear() {
		assertThat(this.agreement.of(AnswerSignature.of("Use vinegar.", VECTOR),
				AnswerSignature.of("Take vinegar.", VECTOR)))
			.contains(true);
		assertThat(this.agreement.of(AnswerSignature.of("Use vinegar.", VECTOR),
				AnswerSignature.of("Send it in.", new float[] { 0, 0, 1 })))
			.contains(false);
	}

	@Test
	void withoutVectorsItCannotBeTold() {
		assertThat(this.agreement.of(AnswerSignature.of("Use vinegar.", VECTOR), AnswerSignature.of("Take it.", null)))
			.isEmpty();
	}

	@Property(tries = 300)
	void anyBytesAreReadOrRefused(@ForAll @Size(max = 60) List<Byte> bytes) {
		ByteBuffer buffer = ByteBuffer.allocate(bytes.size());
		bytes.forEach(buffer::put);
		AnswerSignature signature = AnswerSignature.decode(buffer.flip());
		if (signature != null) {
			assertThat(decoded(signature).isSame(signature)).isTrue();
		}
	}

	@Test
	void saysNothingOfTheAnswer() {
		assertThat(AnswerSignature.of("Use vinegar.", null).toString()).doesNotContain("vinegar");
	}

}
