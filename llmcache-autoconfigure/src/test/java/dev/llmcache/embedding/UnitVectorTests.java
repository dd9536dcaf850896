package dev.llmcache.embedding;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class UnitVectorTests {

	@Test
	void keepsTheDirection() {
		assertThat(UnitVector.of(new float[] { 3, 4 })).containsExactly(new float[] { 0.6f, 0.8f },
				Offset.offset(1e-6f));
	}

	@Test
	void scalesVectorsWhoseSquaresOverflowAFloat() {
		assertThat(UnitVector.of(new float[] { 1e30f, 0 })).containsExactly(1f, 0f);
	}

	@Test
	void leavesItsArgumentAlone() {
		float[] vector = { 3, 4 };
		UnitVector.of(vector);
		assertThat(vector).containsExactly(3f, 4f);
	}

	@Test
	void refusesVectorsWithoutDirection() {
		for (float[] vector : new float[][] { {}, { 0, 0 }, { Float.NaN, 1 }, { Float.POSITIVE_INFINITY, 1 } }) {
			assertThatIllegalArgumentException().isThrownBy(() -> UnitVector.of(vector));
		}
	}

}
