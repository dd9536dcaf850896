package dev.llmcache.semantic;

import java.time.Duration;
import java.util.random.RandomGenerator;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.llmcache.CacheQuery;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * Questions whose answer is to be compared with the model's, once that is there.
 * <p>
 * Thread-safe.
 */
final class Audits {

	/** Of answers that seem to be wrong more often than they may. */
	private static final double QUESTIONABLE_SHARE = 0.2;

	private static final Duration PATIENCE = Duration.ofMinutes(10);

	private static final int MOST = 10_000;

	private final RandomGenerator random;

	private final Cache<Fingerprint, Served> open = Caffeine.newBuilder()
		.maximumSize(MOST)
		.expireAfterWrite(PATIENCE)
		.executor(Runnable::run)
		.build();

	Audits(RandomGenerator random) {
		this.random = random;
	}

	/**
	 * Draws whether an answer that is served is audited.
	 * @param plan what the policy decided
	 * @param precision of the policy
	 * @return whether the model should be asked too
	 */
	boolean draws(Plan plan, PolicyPrecision precision) {
		double share = plan.auditing().share();
		return share > 0 && this.random
			.nextDouble() < (precision.isQuestionable() ? Math.max(share, QUESTIONABLE_SHARE) : share);
	}

	void begin(CacheQuery query, Served served) {
		this.open.put(query.key().entry(), served);
	}

	/**
	 * Ends an audit, now that the model has answered.
	 * @return what was served, or would have been; null if there was no audit
	 */
	@Nullable Served end(CacheQuery query) {
		return this.open.asMap().remove(query.key().entry());
	}

	/**
	 * Answer that was served.
	 *
	 * @param entry its place
	 * @param score of its question
	 */
	record Served(Fingerprint entry, double score) {

	}

}
