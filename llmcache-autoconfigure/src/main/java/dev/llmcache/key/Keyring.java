package dev.llmcache.key;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.llmcache.CacheKey;
import dev.llmcache.CacheScope;
import dev.llmcache.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * The current secret and the ones before it, and the keys that they make.
 * <p>
 * Immutable and thread-safe. The scope's fingerprint is the HMAC of its parts, the
 * entry's that of the scope's fingerprint and the question, each over the canonical form
 * of what it stands for, with a label and a version.
 */
public final class Keyring {

	private static final String SCOPE = "llmcache/scope/1";

	private static final String ENTRY = "llmcache/entry/1";

	private final List<Secret> secrets;

	/**
	 * Creates a keyring.
	 * @param current the secret that new entries are stored under
	 * @param previous the secret before it, under which entries are still found
	 */
	public Keyring(Secret current, @Nullable Secret previous) {
		this.secrets = Stream.of(current, previous).filter(Objects::nonNull).toList();
	}

	/**
	 * Id of the current secret.
	 * @return the id
	 */
	public int currentId() {
		return this.secrets.getFirst().id();
	}

	/**
	 * Keys of a question in a scope.
	 * @param scope the scope
	 * @param question the question
	 * @return one key for each secret, the current one's first
	 */
	public List<CacheKey> keysOf(CacheScope scope, String question) {
		byte[] scopeForm = new CanonicalWriter().text(SCOPE)
			.list(scope.parts(), (writer, part) -> writer.text(part.name()).bytes(part.value()))
			.toByteArray();
		return this.secrets.stream().map((secret) -> keyOf(secret, secret.digest(scopeForm), question)).toList();
	}

	private static CacheKey keyOf(Secret secret, Fingerprint scope, String question) {
		byte[] entryForm = new CanonicalWriter().text(ENTRY).bytes(scope.bytes()).text(question).toByteArray();
		return new CacheKey(scope, secret.digest(entryForm));
	}

}
