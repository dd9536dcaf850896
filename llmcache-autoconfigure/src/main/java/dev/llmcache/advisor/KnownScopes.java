package dev.llmcache.advisor;

import java.util.List;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.llmcache.CacheScope;
import dev.llmcache.Fingerprint;
import dev.llmcache.Owner;
import dev.llmcache.key.Keyring;
import dev.llmcache.policy.PolicySettings;
import org.jspecify.annotations.Nullable;

/**
 * Scopes of calls with their fingerprints, of which those that come again and again are
 * read once.
 * <p>
 * Remembers about {@value #MOST_BYTES} bytes. Thread-safe.
 */
final class KnownScopes {

	private static final int MOST_BYTES = 1 << 20;

	private static final int OVERHEAD = 1 << 10;

	private final ScopeReader reader;

	private final Keyring keyring;

	private final Cache<List<@Nullable Object>, KnownScope> known = Caffeine.newBuilder()
		.maximumWeight(MOST_BYTES)
		.weigher((List<@Nullable Object> inputs, KnownScope scope) -> scope.length() + OVERHEAD)
		.executor(Runnable::run)
		.build();

	KnownScopes(ScopeReader reader, Keyring keyring) {
		this.reader = reader;
		this.keyring = keyring;
	}

	/**
	 * Scope of a call.
	 * @param call the call
	 * @param owner who shares its answer
	 * @param policy its policy
	 * @param advisors advisors further in
	 * @return the scope
	 * @throws UnreadableCallException if anything in it cannot be compared with another's
	 */
	KnownScope of(CallParts call, Owner owner, PolicySettings policy, InnerAdvisors advisors) {
		byte[] shape = this.reader.shapeOf(call);
		List<@Nullable Object> inputs = ScopeInputs.of(call, owner, policy, advisors, shape);
		KnownScope known = (inputs != null) ? this.known.getIfPresent(inputs) : null;
		if (known != null) {
			return known;
		}
		CacheScope scope = this.reader.read(call, owner, policy, advisors, shape);
		KnownScope read = new KnownScope(scope, this.keyring.fingerprintsOf(scope));
		if (inputs != null) {
			this.known.put(inputs, read);
		}
		return read;
	}

	/**
	 * Scope with its fingerprints.
	 *
	 * @param scope the scope
	 * @param fingerprints one for each secret, the current one's first
	 */
	record KnownScope(CacheScope scope, List<Fingerprint> fingerprints) {

		int length() {
			return this.scope.parts().stream().mapToInt((part) -> part.value().length).sum();
		}

	}

}
