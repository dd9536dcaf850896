package dev.llmcache.edge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Weak entity tags of bodies (RFC 9110, section 8.8.3).
 */
public final class EntityTag {

	private static final int BYTES = 16;

	private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");

	private EntityTag() {
	}

	/**
	 * Tag of a body. Weak, since what compresses it on its way leaves it as it is.
	 * @param body the whole body
	 * @param contentType its type, or null
	 * @return the tag
	 */
	public static String of(byte[] body, @Nullable String contentType) {
		try {
			MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
			sha256.update(String.valueOf(contentType).getBytes(StandardCharsets.UTF_8));
			sha256.update((byte) 0);
			byte[] digest = Arrays.copyOf(sha256.digest(body), BYTES);
			return "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + '"';
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/**
	 * Whether the one who asks has the body already.
	 * @param ifNoneMatch the request's header, or null
	 * @param tag tag of the body
	 * @return whether the weak comparison finds it
	 */
	public static boolean matches(@Nullable String ifNoneMatch, String tag) {
		if (ifNoneMatch == null) {
			return false;
		}
		String opaque = opaque(tag);
		return ifNoneMatch.trim().equals("*")
				|| TAG.matcher(ifNoneMatch).results().anyMatch((match) -> match.group(1).equals(opaque));
	}

	private static String opaque(String tag) {
		return tag.startsWith("W/") ? tag.substring(2) : tag;
	}

}
