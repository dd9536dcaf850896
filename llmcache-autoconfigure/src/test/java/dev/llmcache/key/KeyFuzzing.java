package dev.llmcache.key;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import dev.llmcache.CacheKey;
import dev.llmcache.Fingerprint;
import dev.llmcache.HitSource;
import dev.llmcache.test.fuzz.FuzzTarget;

import static dev.llmcache.test.fuzz.FuzzTarget.require;

/**
 * Ids of answers, which anybody may make up.
 */
public final class KeyFuzzing {

	private static final String NAMESPACE = "shop";

	private static final Fingerprint ENTRY = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final Keyring KEYRING = new Keyring(Secret.of(new byte[Secret.MIN_LENGTH]), null);

	private static final SignedAnswerIds SIGNED = new SignedAnswerIds(KEYRING, NAMESPACE);

	private static final PublicAnswerIds PUBLIC = new PublicAnswerIds(KEYRING, NAMESPACE);

	private static final int SIGNATURE = 16;

	private KeyFuzzing() {
	}

	public static List<FuzzTarget> targets() {
		return List.of(new FuzzTarget("answer-id", sources().map(KeyFuzzing::id).toList(), KeyFuzzing::readId),
				new FuzzTarget("answer-id-signed", sources().map(KeyFuzzing::form).toList(), KeyFuzzing::readSigned));
	}

	private static Stream<HitSource> sources() {
		return Stream.of(new HitSource.SameQuestion(new CacheKey(ENTRY, ENTRY), Instant.EPOCH),
				new HitSource.OtherQuestion(0.5, ENTRY, Instant.EPOCH, ENTRY, null),
				new HitSource.OtherQuestion(0.5, ENTRY, Instant.EPOCH, ENTRY, ENTRY));
	}

	private static byte[] id(HitSource source) {
		return SIGNED.idOf(source).getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] form(HitSource source) {
		byte[] bytes = Base64.getUrlDecoder().decode(SIGNED.idOf(source));
		return Arrays.copyOf(bytes, bytes.length - SIGNATURE);
	}

	private static void readId(byte[] input) {
		String id = new String(input, StandardCharsets.UTF_8);
		SIGNED.read(id);
		require(PUBLIC.read(id) == null, "No id is accepted that was not given out");
	}

	// Whoever has the secret may run another version
	private static void readSigned(byte[] form) {
		byte[] signature = KEYRING
			.digestsOf(new CanonicalWriter().text("llmcache/answer-id/1").text(NAMESPACE).bytes(form).toByteArray())
			.getFirst()
			.bytes();
		byte[] bytes = Arrays.copyOf(form, form.length + SIGNATURE);
		System.arraycopy(signature, 0, bytes, form.length, SIGNATURE);
		HitSource source = SIGNED.read(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
		if (source != null) {
			require(source.equals(SIGNED.read(SIGNED.idOf(source))), "An id leads back to where it came from");
		}
	}

}
