package dev.llmcache.advisor;

import java.util.List;

import dev.llmcache.Candidates;
import dev.llmcache.Identity;
import dev.llmcache.identity.TrustedWriter;
import dev.llmcache.policy.PolicySettings;
import org.jspecify.annotations.Nullable;

/**
 * What keeps callers from filling the cache with what others do not want.
 *
 * @param trustedWriters tell whose answers everyone may be served
 * @param candidates where other answers wait until several users were given them, or null
 * @param answersPerMinute how many new answers a tenant or user may leave behind on an
 * instance, or 0 for any number
 */
public record StoreControls(List<TrustedWriter> trustedWriters, @Nullable Candidates candidates, int answersPerMinute) {

	/** Nothing does. */
	public static final StoreControls NONE = new StoreControls(List.of(), null, 0);

	public StoreControls {
		trustedWriters = List.copyOf(trustedWriters);
	}

	// Over a failure to find out who calls nobody is trusted, whomever the writers trust
	Writer writer(@Nullable Identity known, PolicySettings policy) {
		if (known == null) {
			return new Writer(Identity.NONE, !policy.guardsWrites());
		}
		return new Writer(known, !policy.guardsWrites()
				|| this.trustedWriters.stream().anyMatch((writer) -> isTrusted(writer, known, policy)));
	}

	private static boolean isTrusted(TrustedWriter writer, Identity identity, PolicySettings policy) {
		try {
			return writer.isTrusted(identity, policy.name());
		}
		catch (RuntimeException | LinkageError ex) {
			return false;
		}
	}

}
