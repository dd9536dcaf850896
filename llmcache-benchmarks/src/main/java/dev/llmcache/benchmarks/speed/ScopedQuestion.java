package dev.llmcache.benchmarks.speed;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.llmcache.CacheKey;
import dev.llmcache.CacheQuery;
import dev.llmcache.Fingerprint;
import dev.llmcache.benchmarks.search.Question;

/**
 * Question that is asked in a scope.
 *
 * @param query as the cache sees it
 * @param question as the index does
 */
record ScopedQuestion(CacheQuery query, Question question) {

	static ScopedQuestion of(Fingerprint scope, Fingerprint partition, String text, float[] vector) {
		CacheKey key = new CacheKey(scope, scope.derive(text.getBytes(StandardCharsets.UTF_8)));
		return new ScopedQuestion(new CacheQuery(text, List.of(key)), new Question(partition, vector));
	}

	String text() {
		return this.query.question();
	}

}
