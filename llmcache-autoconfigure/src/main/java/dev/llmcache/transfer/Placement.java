package dev.llmcache.transfer;

import java.time.Instant;
import java.util.Set;

import dev.llmcache.CacheKey;
import dev.llmcache.Layer;
import dev.llmcache.Mark;
import dev.llmcache.Provenance;

/**
 * Where and for how long an imported entry is stored.
 *
 * @param keyId id of the secret that its key was made under
 * @param key scope and question
 * @param variant which of several answers it is
 * @param provenance where it comes from
 * @param tenant mark of the tenant that it belongs to
 * @param marks what it can be invalidated by
 * @param layers the layers that it is stored in
 * @param fence an answer never takes the place of one with a greater number
 * @param storedAt when it was stored
 * @param freshUntil from when on it is stale
 * @param expiresAt from when on it must not be served
 */
record Placement(int keyId, CacheKey key, int variant, Provenance provenance, Mark tenant, Set<Mark> marks,
		Set<Layer> layers, long fence, Instant storedAt, Instant freshUntil, Instant expiresAt) {

	@Override
	public String toString() {
		return "Placement[%s]".formatted(this.key.entry());
	}

}
