package dev.llmcache.edge;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

import dev.llmcache.Acceptance;
import dev.llmcache.Auditing;
import dev.llmcache.CacheKey;
import dev.llmcache.CacheQuery;
import dev.llmcache.CachedAnswer;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Fingerprint;
import dev.llmcache.Layer;
import dev.llmcache.Lifetimes;
import dev.llmcache.LlmCache;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Owner;
import dev.llmcache.edge.CallRecord.Source;
import dev.llmcache.key.PublicAnswerIds;
import org.jspecify.annotations.Nullable;

/**
 * Answers that are everyone's, by the id that names them. Out of the exact layer and
 * never from a model, so that asking for many costs little.
 * <p>
 * Thread-safe.
 */
public final class PublicAnswers implements AnswerLocation {

	/** Reads fresh answers of the exact layer, whatever policy they were stored by. */
	private static final Plan FRESH_ONLY = new Plan("edge", new Owner.Everyone(), Set.of(Layer.EXACT), true, false,
			false, Lifetimes.of(Duration.ZERO), null, Acceptance.Preset.STRICT, Auditing.NONE, 1, null, Set.of());

	private final LlmCache cache;

	private final PublicAnswerIds ids;

	private final String path;

	private final InstantSource clock;

	/**
	 * Creates them.
	 * @param cache has the answers
	 * @param ids names them
	 * @param path where they are fetched, without a slash at its end
	 * @param clock tells what is fresh
	 */
	public PublicAnswers(LlmCache cache, PublicAnswerIds ids, String path, InstantSource clock) {
		this.cache = cache;
		this.ids = ids;
		this.path = path;
		this.clock = clock;
	}

	/**
	 * Finds an answer, which becomes part of the response that it is found for.
	 * @param id its id
	 * @param trace of the request, or null when it is not known
	 * @return its text, or null when there is no such id, or no fresh answer of one text
	 */
	public @Nullable String find(String id, @Nullable EdgeTrace trace) {
		Fingerprint entry = this.ids.read(id);
		if (entry == null) {
			return null;
		}
		CacheKey key = new CacheKey(entry, entry);
		if (!(this.cache.lookupShared(new CacheQuery("", List.of(key)), FRESH_ONLY) instanceof Hit hit)
				|| !hit.isFresh()) {
			return null;
		}
		String text = text(hit.answer());
		if (text != null) {
			EdgeTrace.begin(trace)
				.end(new CallRecord.Public(Source.EXACT, key, this.clock.instant().plus(hit.freshFor()), Duration.ZERO,
						hit.stamps()));
		}
		return text;
	}

	private static @Nullable String text(CachedAnswer answer) {
		List<CachedAnswer.Generation> generations = answer.generations();
		return (generations.size() == 1 && generations.getFirst().media().isEmpty()) ? generations.getFirst().text()
				: null;
	}

	@Override
	public @Nullable String of(List<CallRecord> records, OptIn optIn) {
		return (records.size() == 1 && records.getFirst() instanceof CallRecord.Public known
				&& (known.source() != Source.SEMANTIC || optIn.semantic()))
						? this.path + "/" + this.ids.idOf(known.key().entry()) : null;
	}

	@Override
	public String toString() {
		return "PublicAnswers[]";
	}

}
