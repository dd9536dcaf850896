package dev.llmcache.key;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.llmcache.CacheKey;
import dev.llmcache.CacheQuery;
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

	private static final String PART = "llmcache/part/1";

	private static final String QUESTION = "llmcache/question/1";

	/** With the headers of name and value. */
	private static final int ABOUT_A_NAME = 32;

	/** With label, scope and headers, but not the question. */
	private static final int ABOUT_AN_ENTRY = 80;

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
	 * Whether a secret is one of these.
	 * @param secretId id of the secret
	 * @return false if what it made cannot be found any more
	 */
	public boolean has(int secretId) {
		return this.secrets.stream().anyMatch((secret) -> secret.id() == secretId);
	}

	/**
	 * Keys of a question in a scope.
	 * @param scope the scope
	 * @param question the question
	 * @return one key for each secret, the current one's first
	 */
	public List<CacheKey> keysOf(CacheScope scope, String question) {
		return keysOf(fingerprintsOf(scope), question);
	}

	/**
	 * Keys of a question in a scope that is known by its fingerprints.
	 * @param scope its fingerprints, one for each secret
	 * @param question the question
	 * @return one key for each secret, the current one's first
	 */
	public List<CacheKey> keysOf(List<Fingerprint> scope, String question) {
		if (this.secrets.size() == 1) {
			return List.of(keyOf(this.secrets.getFirst(), scope.getFirst(), question));
		}
		return IntStream.range(0, this.secrets.size())
			.mapToObj((i) -> keyOf(this.secrets.get(i), scope.get(i), question))
			.toList();
	}

	/**
	 * Fingerprints of a scope.
	 * @param scope the scope
	 * @return one for each secret, the current one's first
	 */
	public List<Fingerprint> fingerprintsOf(CacheScope scope) {
		int length = scope.parts().stream().mapToInt((part) -> part.value().length + ABOUT_A_NAME).sum();
		CanonicalWriter form = new CanonicalWriter(length + ABOUT_A_NAME).text(SCOPE)
			.list(scope.parts(), (writer, part) -> writer.text(part.name()).bytes(part.value()));
		return this.secrets.stream().map((secret) -> secret.digest(form)).toList();
	}

	/**
	 * Key of a question in a scope that is known by its fingerprint only.
	 * @param secretId id of the secret that the fingerprint was made under
	 * @param scope fingerprint of the scope
	 * @param question the question
	 * @param variant which of several answers, from 0
	 * @return the key, or null when there is no such secret
	 */
	public @Nullable CacheKey keyOf(int secretId, Fingerprint scope, String question, int variant) {
		for (Secret secret : this.secrets) {
			if (secret.id() == secretId) {
				CacheQuery query = new CacheQuery(question, List.of(keyOf(secret, scope, question)));
				return ((variant > 0) ? query.ofVariant(variant) : query).key();
			}
		}
		return null;
	}

	/**
	 * First digits of a digest of each part of a scope, under the current secret.
	 * @param scope the scope
	 * @return the digits by the part's name, in the order of the parts
	 */
	public Map<String, String> digestsOf(CacheScope scope) {
		return digestsOf(scope, this.secrets.getFirst());
	}

	/**
	 * First digits of a digest of each part of a scope.
	 * @param scope the scope
	 * @param secretId id of the secret to make them under
	 * @return the digits by the part's name; none when there is no such secret
	 */
	public Map<String, String> digestsOf(CacheScope scope, int secretId) {
		return this.secrets.stream()
			.filter((secret) -> secret.id() == secretId)
			.findFirst()
			.map((secret) -> digestsOf(scope, secret))
			.orElse(Map.of());
	}

	private static Map<String, String> digestsOf(CacheScope scope, Secret secret) {
		Map<String, String> digests = new LinkedHashMap<>();
		scope.parts().forEach((part) -> digests.put(part.name(), digest(secret, PART, part.value()).prefix()));
		return digests;
	}

	/**
	 * Digest of a question whatever its scope, under the current secret.
	 * @param question the question
	 * @return the digest
	 */
	public Fingerprint digestOf(String question) {
		return digest(this.secrets.getFirst(), QUESTION, question.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Digest of anything, under the current secret.
	 * @param label what the digest is for; no other label leads to it
	 * @param value what it is of
	 * @return the digest
	 */
	public Fingerprint digestOf(String label, byte[] value) {
		return digest(this.secrets.getFirst(), label, value);
	}

	List<Fingerprint> digestsOf(byte[] form) {
		return this.secrets.stream().map((secret) -> secret.digest(form)).toList();
	}

	private static Fingerprint digest(Secret secret, String label, byte[] value) {
		return secret.digest(new CanonicalWriter().text(label).bytes(value).toByteArray());
	}

	private static CacheKey keyOf(Secret secret, Fingerprint scope, String question) {
		CanonicalWriter form = new CanonicalWriter(ABOUT_AN_ENTRY).text(ENTRY).bytes(scope.bytes()).text(question);
		return new CacheKey(scope, secret.digest(form));
	}

}
