package dev.llmcache.advisor;

import java.util.List;
import java.util.function.Supplier;

import dev.llmcache.CachedAnswer;
import dev.llmcache.LlmCache;
import dev.llmcache.StoreRejection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Stores what the model answered if it may be stored.
 * <p>
 * Never throws: the answer is the caller's, whatever becomes of it here.
 */
final class AnswerKeeper {

	private static final Log logger = LogFactory.getLog(LlmCacheAdvisor.class);

	private final LlmCache cache;

	private final RecentEntries recent;

	private final List<AnswerRule> rules;

	AnswerKeeper(LlmCache cache, RecentEntries recent, List<AnswerRule> rules) {
		this.cache = cache;
		this.recent = recent;
		this.rules = rules;
	}

	/**
	 * Stores an answer.
	 * @param call the call that it answers
	 * @param trace what the probe saw
	 * @param reading reads the answer; null or an exception when it cannot be read
	 */
	void keep(PlannedCall.Cached call, CallTrace trace, Supplier<@Nullable CachedAnswer> reading) {
		if (!call.plan().writes()) {
			return;
		}
		try {
			CachedAnswer answer = reading.get();
			StoreRejection rejection = StoreRules.reject(call, trace, answer, this.rules);
			if (rejection != null || answer == null) {
				this.cache.rejected((rejection != null) ? rejection : StoreRejection.UNREADABLE);
				return;
			}
			this.cache.store(call.query(), call.plan(), answer.withUsage(trace.usage().or(answer.usage())));
			this.recent.add(call);
		}
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			logger.debug("An answer was not stored: " + ex.getClass().getName());
			this.cache.rejected(StoreRejection.UNREADABLE);
		}
	}

}
