package dev.llmcache.store;

import java.util.Arrays;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class StoredVectorProperties {

	@Property
	void isExactInFloat32(@ForAll @Size(min = 1, max = 64) float[] vector) {
		assertThat(StoredVector.decode(StoredVector.encode(vector, false))).containsExactly(vector);
	}

	@Property
	void isNearInFloat16AndTakesHalfAsMuch(
			@ForAll @Size(min = 1, max = 64) List<@FloatRange(min = -100, max = 100) Float> components) {
		float[] vector = new float[components.size()];
		for (int i = 0; i < vector.length; i++) {
			vector[i] = components.get(i);
		}
		byte[] bytes = StoredVector.encode(vector, true);
		float[] read = StoredVector.decode(bytes);
		assertThat(read).isNotNull().hasSameSizeAs(vector);
		double largest = 0;
		for (float component : vector) {
			largest = Math.max(largest, Math.abs(component));
		}
		for (int i = 0; i < vector.length; i++) {
			assertThat(Math.abs(read[i] - vector[i])).isLessThanOrEqualTo((float) (largest / 1024));
		}
		if (largest > 0.001) {
			assertThat(bytes).hasSize(StoredVector.HEADER_LENGTH + 2 * vector.length);
		}
	}

	@Property
	void whatIsTooLargeForFloat16StaysExact(@ForAll @FloatRange(min = 65_505, max = 1e30F) float component) {
		float[] vector = { 1, component };
		assertThat(StoredVector.decode(StoredVector.encode(vector, true))).containsExactly(vector);
	}

	@Property
	void whatIsCutOrLongerIsNoVector(@ForAll @Size(min = 1, max = 16) float[] vector, @ForAll boolean half,
			@ForAll @IntRange(min = 1, max = 80) int cut) {
		byte[] bytes = StoredVector.encode(vector, half);
		assertThat(StoredVector.decode(Arrays.copyOf(bytes, Math.max(0, bytes.length - cut)))).isNull();
		assertThat(StoredVector.decode(Arrays.copyOf(bytes, bytes.length + cut))).isNull();
	}

	@Property
	void anyBytesAreReadOrNoVector(@ForAll byte[] bytes) {
		float[] vector = StoredVector.decode(bytes);
		assertThat(vector == null || StoredVector.isStorable(vector)).isTrue();
	}

}
