package dev.llmcache.store.encryption;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MasterKeysTests {

	private static final byte[] KEY = bytes(9);

	private static final byte[] CONTEXT = { 1, 2, 3 };

	private static byte[] bytes(int value) {
		byte[] bytes = new byte[MasterKeys.LENGTH];
		Arrays.fill(bytes, (byte) value);
		return bytes;
	}

	/** Keys of some versions, the last of which is the current one. */
	static MasterKeys keys(int... versions) {
		Map<Integer, byte[]> keys = new HashMap<>();
		for (int version : versions) {
			keys.put(version, bytes(version));
		}
		return new MasterKeys(keys, versions[versions.length - 1]);
	}

	@Test
	void unwrapsWhatAnyInstanceWrapped() {
		assertThat(keys(1).unwrap(keys(1).wrap(KEY, CONTEXT), CONTEXT)).isEqualTo(KEY);
	}

	@Test
	void showsNothingOfAKey() {
		byte[] wrapped = keys(1).wrap(KEY, CONTEXT);
		assertThat(wrapped).hasSize(65).isNotEqualTo(keys(1).wrap(KEY, CONTEXT));
		assertThat(Arrays.toString(wrapped)).doesNotContain("9, 9, 9");
		assertThat(keys(1)).hasToString("MasterKeys[]");
	}

	@Test
	void unwrapsForNothingElse() {
		byte[] wrapped = keys(1).wrap(KEY, CONTEXT);
		assertThatExceptionOfType(DataKeyException.class).isThrownBy(() -> keys(1).unwrap(wrapped, new byte[] { 1 }));
	}

	@Property
	void unwrapsNothingThatWasTouched(@ForAll @IntRange(max = 64) int at,
			@ForAll @IntRange(min = 1, max = 255) int mask) {
		byte[] wrapped = keys(1).wrap(KEY, CONTEXT);
		wrapped[at] ^= (byte) mask;
		try {
			assertThat(keys(1).unwrap(wrapped, CONTEXT)).isNull();
		}
		catch (DataKeyException ex) {
			assertThat(ex).hasMessageContaining("data key");
		}
	}

	@Property
	void anyBytesAreAKeyOrNone(@ForAll byte[] bytes) {
		try {
			assertThat(keys(1).unwrap(bytes, CONTEXT)).isNull();
		}
		catch (DataKeyException ex) {
			assertThat(ex).hasMessageContaining("data key");
		}
		assertThat(keys(1).isCurrent(bytes)).isFalse();
	}

	@Test
	void unwrapsUnderEveryVersionThatItHas() {
		byte[] wrapped = keys(1).wrap(KEY, CONTEXT);
		MasterKeys both = keys(1, 2);
		assertThat(both.isCurrent(wrapped)).isFalse();
		assertThat(both.unwrap(wrapped, CONTEXT)).isEqualTo(KEY);
		assertThat(both.isCurrent(both.wrap(KEY, CONTEXT))).isTrue();
	}

	@Test
	void aKeyUnderAVersionThatIsGoneIsLost() {
		assertThat(keys(2).unwrap(keys(1).wrap(KEY, CONTEXT), CONTEXT)).isNull();
	}

	@Test
	void aKeyUnderAVersionToComeIsNotLost() {
		byte[] wrapped = keys(2).wrap(KEY, CONTEXT);
		assertThatExceptionOfType(DataKeyException.class).isThrownBy(() -> keys(1).unwrap(wrapped, CONTEXT))
			.withMessageContaining("version 2");
	}

	@Test
	void aKeyUnderAnotherKeyOfTheSameVersionIsNotLost() {
		byte[] wrapped = new MasterKeys(Map.of(1, bytes(7)), 1).wrap(KEY, CONTEXT);
		assertThatExceptionOfType(DataKeyException.class).isThrownBy(() -> keys(1).unwrap(wrapped, CONTEXT))
			.withMessageContaining("version 1");
	}

	@Test
	void takesKeysOfTheRightLengthOnly() {
		assertThatIllegalArgumentException().isThrownBy(() -> new MasterKeys(Map.of(1, new byte[31]), 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new MasterKeys(Map.of(1, bytes(1)), 2));
	}

}
