package dev.llmcache;

import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What one call asks of the cache, in the sense of HTTP's {@code Cache-Control} (RFC
 * 9111).
 * <p>
 * Its text form says nothing of the tags.
 *
 * @param noStore whether the answer must not be stored
 * @param noCache whether the model must be asked, whatever is stored
 * @param onlyIfCached whether the model must not be asked
 * @param maxAge how old a stored answer may be, or null for any age
 * @param ttl how long the answer may be served once it is stored, or null for the
 * policy's time
 * @param tags what the answer can be invalidated by, beside the policy's tags
 */
public record Directives(boolean noStore, boolean noCache, boolean onlyIfCached, @Nullable Duration maxAge,
		@Nullable Duration ttl, Set<String> tags) {

	/** Nothing in particular. */
	public static final Directives NONE = new Directives(false, false, false, null, null, Set.of());

	public Directives {
		tags = Set.copyOf(tags);
	}

	@Override
	public String toString() {
		return "Directives[noStore=%s, noCache=%s, onlyIfCached=%s, maxAge=%s, ttl=%s]".formatted(this.noStore,
				this.noCache, this.onlyIfCached, this.maxAge, this.ttl);
	}

}
