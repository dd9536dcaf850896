package dev.llmcache.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CompressionTests {

	private static final Compression ALL = new Compression(0);

	private static final byte[] TEXT = "The kettle can be returned within 30 days. ".repeat(200)
		.getBytes(StandardCharsets.UTF_8);

	private static byte[] compressed(byte[] payload) {
		return Objects.requireNonNull(ALL.compress(payload));
	}

	private static byte[] claiming(int length, byte[] compressed) {
		return ByteBuffer.wrap(compressed.clone()).putInt(0, length).array();
	}

	@Property
	void whatIsCompressedIsReadAsItWas(@ForAll @IntRange(max = 200) int words, @ForAll long seed) {
		byte[] payload = new Random(seed).ints(words, 0, 50)
			.collect(StringBuilder::new, (text, word) -> text.append(word).append(' '), StringBuilder::append)
			.toString()
			.getBytes(StandardCharsets.UTF_8);
		byte[] compressed = ALL.compress(payload);
		if (compressed != null) {
			assertThat(compressed).hasSizeLessThan(payload.length);
			assertThat(Compression.payload(StoredRecord.COMPRESSED, compressed)).isEqualTo(payload);
		}
	}

	@Test
	void textGetsMuchShorter() {
		assertThat(compressed(TEXT)).hasSizeLessThan(TEXT.length / 5);
	}

	@Test
	void whatIsShorterThanTheLimitStaysAsItIs() {
		assertThat(new Compression(TEXT.length + 1).compress(TEXT)).isNull();
		assertThat(new Compression(TEXT.length).compress(TEXT)).isNotNull();
		assertThat(Compression.NONE.compress(TEXT)).isNull();
	}

	@Test
	void whatDoesNotGetShorterStaysAsItIs() {
		byte[] noise = new byte[10_000];
		new Random(7).nextBytes(noise);
		assertThat(ALL.compress(noise)).isNull();
		assertThat(ALL.compress(new byte[0])).isNull();
	}

	@Test
	void whatWouldBeTakenForABombStaysAsItIs() {
		assertThat(ALL.compress(new byte[1 << 20])).isNull();
	}

	@Test
	void claimsNoMoreThanItCanHold() {
		byte[] compressed = compressed(TEXT);
		for (int length : new int[] { -1, Integer.MIN_VALUE, Integer.MAX_VALUE, Compression.MAX_LENGTH + 1,
				compressed.length * Compression.MAX_RATIO + 1 }) {
			assertThat(Compression.payload(StoredRecord.COMPRESSED, claiming(length, compressed))).isNull();
		}
	}

	@Test
	void isAsLongAsItSays() {
		byte[] compressed = compressed(TEXT);
		assertThat(Compression.payload(StoredRecord.COMPRESSED, claiming(TEXT.length - 1, compressed))).isNull();
		assertThat(Compression.payload(StoredRecord.COMPRESSED, claiming(TEXT.length + 1, compressed))).isNull();
	}

	@Test
	void isNothingThatWasCutOffOrExtended() {
		byte[] compressed = compressed(TEXT);
		for (int length = 0; length < compressed.length; length++) {
			assertThat(Compression.payload(StoredRecord.COMPRESSED, Arrays.copyOf(compressed, length))).isNull();
		}
		assertThat(Compression.payload(StoredRecord.COMPRESSED, Arrays.copyOf(compressed, compressed.length + 1)))
			.isNull();
	}

	@Property
	void anyBytesAreAPayloadOrNone(@ForAll byte[] bytes) {
		Compression.payload(StoredRecord.COMPRESSED, bytes);
	}

}
