package dev.llmcache.key;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReferenceArray;

import dev.llmcache.AnswerIds;
import dev.llmcache.CacheKey;
import dev.llmcache.Fingerprint;
import dev.llmcache.HitSource;
import dev.llmcache.HitSource.OtherQuestion;
import dev.llmcache.HitSource.SameQuestion;
import org.jspecify.annotations.Nullable;

/**
 * Ids that hold where an answer comes from, as fingerprints, under an HMAC of the cache's
 * secret: any instance with the secret can read them, and nobody without it can make one.
 * <p>
 * Immutable and thread-safe. At most 220 letters, digits, {@code -} and {@code _}.
 */
public final class SignedAnswerIds implements AnswerIds {

	private static final String LABEL = "llmcache/answer-id/1";

	private static final int SIGNATURE = 16;

	private static final byte SAME_QUESTION = 1;

	private static final byte OTHER_QUESTION = 2;

	private static final byte LEARNED_QUESTION = 3;

	private static final int LONGEST = 220;

	private static final int REMEMBERED = 256;

	private final Keyring keyring;

	private final String namespace;

	private final AtomicReferenceArray<@Nullable Given> given = new AtomicReferenceArray<>(REMEMBERED);

	/**
	 * Creates the ids of an application.
	 * @param keyring its secrets
	 * @param namespace keeps it apart from others that share a store and the secrets
	 */
	public SignedAnswerIds(Keyring keyring, String namespace) {
		this.keyring = keyring;
		this.namespace = namespace;
	}

	@Override
	public String idOf(HitSource source) {
		int place = Math.floorMod(source.hashCode(), REMEMBERED);
		Given last = this.given.get(place);
		if (last != null && last.source.equals(source)) {
			return last.id;
		}
		String id = sign(source);
		this.given.set(place, new Given(source, id));
		return id;
	}

	private String sign(HitSource source) {
		byte[] form = write(source);
		byte[] signature = this.keyring.digestsOf(signed(form)).getFirst().bytes();
		byte[] id = Arrays.copyOf(form, form.length + SIGNATURE);
		System.arraycopy(signature, 0, id, form.length, SIGNATURE);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
	}

	@Override
	public @Nullable HitSource read(String id) {
		byte[] bytes = decode(id);
		if (bytes.length <= SIGNATURE) {
			return null;
		}
		byte[] form = Arrays.copyOf(bytes, bytes.length - SIGNATURE);
		byte[] signature = Arrays.copyOfRange(bytes, form.length, bytes.length);
		boolean isOurs = this.keyring.digestsOf(signed(form))
			.stream()
			.anyMatch((digest) -> MessageDigest.isEqual(Arrays.copyOf(digest.bytes(), SIGNATURE), signature));
		return isOurs ? read(ByteBuffer.wrap(form)) : null;
	}

	private static byte[] decode(String id) {
		try {
			return (id.length() <= LONGEST) ? Base64.getUrlDecoder().decode(id) : new byte[0];
		}
		catch (IllegalArgumentException ex) {
			return new byte[0];
		}
	}

	private byte[] signed(byte[] form) {
		return new CanonicalWriter().text(LABEL).text(this.namespace).bytes(form).toByteArray();
	}

	private static byte[] write(HitSource source) {
		return switch (source) {
			case SameQuestion(CacheKey key, Instant storedAt) ->
				ByteBuffer.allocate(1 + Long.BYTES + 2 * Fingerprint.LENGTH)
					.put(SAME_QUESTION)
					.putLong(storedAt.toEpochMilli())
					.put(key.scope().bytes())
					.put(key.entry().bytes())
					.array();
			case OtherQuestion other -> {
				Fingerprint calibration = other.calibration();
				ByteBuffer form = ByteBuffer
					.allocate(1 + Float.BYTES + Long.BYTES + (2 + ((calibration != null) ? 1 : 0)) * Fingerprint.LENGTH)
					.put((calibration != null) ? LEARNED_QUESTION : OTHER_QUESTION)
					.putFloat((float) other.score())
					.put(other.entry().bytes())
					.putLong(other.storedAt().toEpochMilli())
					.put(other.precision().bytes());
				yield ((calibration != null) ? form.put(calibration.bytes()) : form).array();
			}
		};
	}

	private static @Nullable HitSource read(ByteBuffer form) {
		try {
			return switch (form.get()) {
				case SAME_QUESTION -> {
					Instant storedAt = Instant.ofEpochMilli(form.getLong());
					yield new SameQuestion(new CacheKey(fingerprint(form), fingerprint(form)), storedAt);
				}
				case OTHER_QUESTION -> otherQuestion(form, false);
				case LEARNED_QUESTION -> otherQuestion(form, true);
				default -> null;
			};
		}
		// Of another version, under the same secret
		catch (BufferUnderflowException ex) {
			return null;
		}
	}

	private static OtherQuestion otherQuestion(ByteBuffer form, boolean learned) {
		double score = form.getFloat();
		return new OtherQuestion(score, fingerprint(form), Instant.ofEpochMilli(form.getLong()), fingerprint(form),
				learned ? fingerprint(form) : null);
	}

	private static Fingerprint fingerprint(ByteBuffer form) {
		byte[] bytes = new byte[Fingerprint.LENGTH];
		form.get(bytes);
		return Fingerprint.of(bytes);
	}

	/**
	 * Id of an answer that may be served again and again.
	 */
	private record Given(HitSource source, String id) {

		@Override
		public String toString() {
			return "Given[]";
		}

	}

}
