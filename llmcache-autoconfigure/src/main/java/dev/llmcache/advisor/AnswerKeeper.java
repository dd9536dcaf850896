package dev.llmcache.advisor;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import dev.llmcache.CachedAnswer;
import dev.llmcache.Entry;
import dev.llmcache.Invalidation;
import dev.llmcache.LlmCache;
import dev.llmcache.Mark;
import dev.llmcache.Snapshot;
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

	private final ProvenanceReader provenances;

	private final List<AnswerRule> rules;

	private final PublicAnswers publicAnswers;

	private final InsertionLimit limit;

	private final InstantSource clock;

	AnswerKeeper(LlmCache cache, RecentEntries recent, ProvenanceReader provenances, CallSettings settings,
			InstantSource clock) {
		this.cache = cache;
		this.recent = recent;
		this.provenances = provenances;
		this.rules = settings.answerRules();
		this.publicAnswers = new PublicAnswers(settings.controls().candidates(), cache.marks());
		this.limit = new InsertionLimit(settings.controls().answersPerMinute(), clock);
		this.clock = clock;
	}

	/**
	 * Stores an answer.
	 * @param asked the call that it answers
	 * @param lateTags what it can be invalidated by, as far as that was not known before
	 * @param reading reads the answer; null or an exception when it cannot be read
	 * @return what became of it
	 */
	Kept keep(AskedCall asked, Set<String> lateTags, Supplier<@Nullable CachedAnswer> reading) {
		if (!asked.call().plan().writes()) {
			return Kept.NOTHING;
		}
		CachedAnswer answer = null;
		try {
			answer = counted(asked, reading.get());
			StoreRejection rejection = StoreRules.reject(asked.call(), asked.trace(), answer, this.rules);
			if (rejection != null || answer == null) {
				return rejected(asked, answer, (rejection != null) ? rejection : StoreRejection.UNREADABLE);
			}
			Snapshot snapshot = snapshot(asked, lateTags);
			if (snapshot == null) {
				return rejected(asked, answer, StoreRejection.GENERATIONS_UNKNOWN);
			}
			if (!isWithinLimit(asked)) {
				return rejected(asked, answer, StoreRejection.RATE_LIMITED);
			}
			Entry entry = new Entry(answer, snapshot, asked.fence(), this.provenances.of(asked.call()),
					this.cache.marks().ofTenant(asked.call().plan().owner()));
			return asked.call().writer().isTrusted() ? store(asked, entry) : propose(asked, entry);
		}
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			logger.debug("An answer was not stored: " + ex.getClass().getName());
			return rejected(asked, answer, StoreRejection.UNREADABLE);
		}
	}

	private static @Nullable CachedAnswer counted(AskedCall asked, @Nullable CachedAnswer answer) {
		return (answer != null) ? answer.withUsage(asked.trace().usage().or(answer.usage())) : null;
	}

	private @Nullable Snapshot snapshot(AskedCall asked, Set<String> lateTags) {
		Snapshot before = asked.snapshot();
		Set<String> late = new HashSet<>(lateTags);
		late.addAll(asked.trace().documentTags());
		late.removeAll(asked.call().plan().tags());
		if (before == null || late.isEmpty()) {
			return before;
		}
		List<Mark> marks = late.stream()
			.flatMap((tag) -> this.cache.marks().of(Invalidation.byTag(tag)).stream())
			.toList();
		return this.cache.extend(before, marks, asked.call().plan());
	}

	// What the cache itself asks for takes the place of what is there
	private boolean isWithinLimit(AskedCall asked) {
		Mark writer = (asked.occasion() == Occasion.REQUEST) ? WriterMark.of(asked.call(), this.cache.marks()) : null;
		return writer == null || this.limit.admits(writer);
	}

	private Kept store(AskedCall asked, Entry entry) {
		PlannedCall.Cached call = asked.call();
		CachedAnswer answer = entry.answer();
		Kept kept = new Kept(answer, answer, this.cache.store(call.query(), call.plan(), entry));
		this.recent.add(call);
		EdgeRecords.stored(call, entry.snapshot(), this.clock.instant());
		return kept;
	}

	private Kept propose(AskedCall asked, Entry entry) {
		StoreRejection reason = PublicAnswers.reason(asked.call());
		if (asked.occasion() == Occasion.REFRESH) {
			return this.publicAnswers.renews(asked, entry) ? store(asked, entry)
					: rejected(asked, entry.answer(), reason);
		}
		PlannedCall.Cached call = asked.call();
		return new Kept(null, entry.answer(),
				this.publicAnswers.propose(asked, entry).exceptionally((failure) -> false).thenCompose((confirmed) -> {
					if (confirmed) {
						return this.cache.store(call.query(), call.plan(), entry);
					}
					this.cache.listener().notStored(call.plan(), reason);
					return CompletableFuture.completedFuture(null);
				}));
	}

	private Kept rejected(AskedCall asked, @Nullable CachedAnswer answer, StoreRejection reason) {
		this.cache.listener().notStored(asked.call().plan(), reason);
		return Kept.rejected(answer);
	}

}
