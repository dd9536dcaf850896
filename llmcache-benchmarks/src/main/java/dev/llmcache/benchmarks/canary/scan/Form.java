package dev.llmcache.benchmarks.canary.scan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Ways to write a canary.
 */
final class Form {

	private static final List<String> DIGESTS = List.of("SHA-256", "MD5");

	private static final int BITS_PER_BYTE = 8;

	private static final int BITS_PER_CHARACTER = 6;

	private static final int ALIGNMENTS = 3;

	private Form() {
	}

	/**
	 * Writes a canary in all ways.
	 * @param canary which one
	 * @return its bytes by the name of the way, each at least 16
	 */
	static Map<String, byte[]> all(Canary canary) {
		Map<String, byte[]> forms = new LinkedHashMap<>();
		byte[] word = canary.word().getBytes(StandardCharsets.UTF_8);
		forms.put("utf-8", word);
		forms.put("upper-case", canary.word().toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
		forms.put("utf-16le", canary.word().getBytes(StandardCharsets.UTF_16LE));
		forms.put("utf-16be", canary.word().getBytes(StandardCharsets.UTF_16BE));
		hex("", word, forms);
		for (int before = 0; before < ALIGNMENTS; before++) {
			forms.put("base64-" + before, withinBase64(word, before, Base64.getEncoder()));
			forms.put("base64url-" + before, withinBase64(word, before, Base64.getUrlEncoder()));
		}
		for (String algorithm : DIGESTS) {
			digests(algorithm + "-of-word", digest(algorithm, canary.word()), forms);
			if (!canary.text().equals(canary.word())) {
				digests(algorithm + "-of-text", digest(algorithm, canary.text()), forms);
				digests(algorithm + "-of-lower-case", digest(algorithm, canary.text().toLowerCase(Locale.ROOT)), forms);
			}
		}
		return forms;
	}

	private static void digests(String name, byte[] digest, Map<String, byte[]> forms) {
		forms.put(name, digest);
		hex(name + "-", digest, forms);
		forms.put(name + "-base64", Base64.getEncoder().withoutPadding().encode(digest));
		forms.put(name + "-base64url", Base64.getUrlEncoder().withoutPadding().encode(digest));
	}

	private static void hex(String name, byte[] bytes, Map<String, byte[]> forms) {
		forms.put(name + "hex", HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII));
		forms.put(name + "upper-hex",
				HexFormat.of().withUpperCase().formatHex(bytes).getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * What is always the same of the Base64 of bytes that stand behind others.
	 */
	private static byte[] withinBase64(byte[] word, int before, Base64.Encoder encoder) {
		byte[] shifted = new byte[before + word.length];
		System.arraycopy(word, 0, shifted, before, word.length);
		byte[] encoded = encoder.encode(shifted);
		int start = Math.ceilDiv(before * BITS_PER_BYTE, BITS_PER_CHARACTER);
		int end = shifted.length * BITS_PER_BYTE / BITS_PER_CHARACTER;
		return Arrays.copyOfRange(encoded, start, end);
	}

	private static byte[] digest(String algorithm, String text) {
		try {
			return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static List<Pattern> patterns(Canary canary) {
		List<Pattern> patterns = new ArrayList<>();
		all(canary).forEach((name, bytes) -> patterns.add(new Pattern(canary, name, bytes)));
		return patterns;
	}

}
