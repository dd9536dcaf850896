package dev.llmcache;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the cache would do about a call, and why, without any text of prompts or answers.
 *
 * @param policy name of the call's policy
 * @param bypass why the cache stays out of the call, or null when it does not
 * @param fingerprint first digits of the fingerprint of scope and question, or null when
 * the cache stays out of the call
 * @param parts what the scope is made of: the name of each part, and the first digits of
 * a digest of its value under the cache's own secret
 * @param findings what each layer of the plan found, in the order in which they are asked
 * @param nearest the entry stored last, on this instance, that differs least from the
 * call, or null when none is remembered
 */
public record Explanation(String policy, @Nullable String bypass, @Nullable String fingerprint,
		Map<String, String> parts, List<Finding> findings, @Nullable NearestEntry nearest) {

	/**
	 * What a layer found.
	 *
	 * @param layer the layer
	 * @param hit whether it has an answer that may be served
	 * @param reason why not, for a miss
	 * @param similarity cosine similarity of the nearest question of the same scope, or
	 * null when there is none
	 * @param age how long ago the answer was stored, for a hit
	 */
	public record Finding(Layer layer, boolean hit, @Nullable String reason, @Nullable Double similarity,
			@Nullable Duration age) {

		static Finding of(Layer layer, Lookup lookup) {
			return switch (lookup) {
				case Lookup.Hit found -> new Finding(layer, true, null, found.similarity(), found.age());
				case Lookup.Miss miss -> new Finding(layer, false, miss.reason(), miss.similarity(), null);
			};
		}

	}

	/**
	 * A stored entry that an answer might have come from.
	 *
	 * @param fingerprint first digits of its fingerprint
	 * @param sameQuestion whether its question is the same
	 * @param differingParts names of the parts in which its scope differs
	 * @param age how long ago it was stored
	 */
	public record NearestEntry(String fingerprint, boolean sameQuestion, List<String> differingParts, Duration age) {

	}

}
