package dev.llmcache.benchmarks.canary.scan;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

import dev.llmcache.benchmarks.canary.scan.Canary.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CanaryScanTests {

	private static final String WORD = "zq7kd2mnb4vxt5slp3wy";

	private static final String PROMPT = "How do I register the device %s?".formatted(WORD);

	private static final int BLOCK = 1 << 20;

	private final CanaryScan scan = new CanaryScan(List.of(new Canary(Kind.PROMPT, WORD, PROMPT),
			new Canary(Kind.PLANTED, "abcdefghijklmnopqrst", "abcdefghijklmnopqrst")));

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 15, 16, BLOCK - 200, BLOCK - 20, BLOCK - 10, BLOCK - 1, BLOCK, 2 * BLOCK - 7 })
	void findsATextWhereverItIs(int offset) {
		byte[] noise = new byte[3 * BLOCK];
		new Random(1).nextBytes(noise);
		byte[] word = WORD.getBytes(StandardCharsets.UTF_8);
		System.arraycopy(word, 0, noise, offset, word.length);
		assertThat(forms(noise)).containsExactly("utf-8");
	}

	@Test
	void findsATextThatIsTheLastOrTheOnlyOne() {
		assertThat(forms(bytes("-- " + WORD))).containsExactly("utf-8");
		assertThat(forms(bytes(WORD))).containsExactly("utf-8");
	}

	@Test
	void findsNothingInNoiseAndInWhatIsNotWhole() {
		byte[] noise = new byte[BLOCK];
		new Random(2).nextBytes(noise);
		assertThat(forms(noise)).isEmpty();
		assertThat(forms(bytes(WORD.substring(1)))).isEmpty();
		assertThat(forms(bytes(WORD.substring(0, 19)))).isEmpty();
		assertThat(forms(new byte[0])).isEmpty();
	}

	@Test
	void findsOtherEncodings() {
		assertThat(forms(WORD.getBytes(StandardCharsets.UTF_16LE))).containsExactly("utf-16le");
		assertThat(forms(WORD.getBytes(StandardCharsets.UTF_16BE))).containsExactly("utf-16be");
		assertThat(forms(bytes(WORD.toUpperCase(Locale.ROOT)))).containsExactly("upper-case");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-", "--", "---", "{\"question\":\"", "some" })
	void findsTheBase64OfWhateverItIsIn(String before) {
		byte[] text = bytes(before + PROMPT + before);
		assertThat(forms(Base64.getEncoder().encode(text))).isNotEmpty();
		assertThat(forms(Base64.getUrlEncoder().withoutPadding().encode(text))).isNotEmpty();
		assertThat(forms(Base64.getMimeEncoder(1000, bytes("\n")).encode(text))).isNotEmpty();
	}

	@Test
	void findsTheHexOfWhatItIsIn() {
		assertThat(forms(bytes(HexFormat.of().formatHex(bytes(PROMPT))))).containsExactly("hex");
		assertThat(forms(bytes(HexFormat.of().withUpperCase().formatHex(bytes(PROMPT))))).containsExactly("upper-hex");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SHA-256", "MD5" })
	void findsDigestsOfWordAndText(String algorithm) throws NoSuchAlgorithmException {
		for (String text : List.of(WORD, PROMPT, PROMPT.toLowerCase(Locale.ROOT))) {
			byte[] digest = MessageDigest.getInstance(algorithm).digest(bytes(text));
			assertThat(forms(digest)).hasSize(1);
			assertThat(forms(bytes(HexFormat.of().formatHex(digest)))).hasSize(1);
			assertThat(forms(bytes(HexFormat.of().withUpperCase().formatHex(digest)))).hasSize(1);
			assertThat(forms(Base64.getEncoder().encode(digest))).isNotEmpty();
			assertThat(forms(Base64.getUrlEncoder().encode(digest))).isNotEmpty();
		}
	}

	@Test
	void findsWhatIsPlantedInAMediumAndTellsItApart(@TempDir Path folder) throws IOException {
		Files.writeString(folder.resolve("one"), "nothing");
		Files.writeString(folder.resolve("other"), "nothing either, but " + WORD);
		Findings findings = Medium.at("folder", folder).search(this.scan);
		assertThat(findings.canaries()).isEqualTo(1);
		assertThat(findings.plantedForms()).isEqualTo(this.scan.planted().size()).isGreaterThan(20);
	}

	private Set<String> forms(byte[] bytes) {
		Findings findings = new Findings();
		try {
			this.scan.search(new ByteArrayInputStream(bytes), findings);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return findings.forms(EnumSet.of(Kind.PROMPT));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
