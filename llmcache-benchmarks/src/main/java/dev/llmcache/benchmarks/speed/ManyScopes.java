package dev.llmcache.benchmarks.speed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.llmcache.Fingerprint;
import dev.llmcache.benchmarks.scopes.Faq;
import dev.llmcache.benchmarks.scopes.MixedScope;
import dev.llmcache.benchmarks.scopes.Mixtures;
import dev.llmcache.store.VectorEntry;

/**
 * Scopes of one size, as the semantic layer stores and asks for what they have.
 *
 * @param scopes the scopes
 * @param mixtures vectors of what is stored and asked
 * @param topics answers
 * @param modelId the vector space, in which the layer looks for the scope
 */
record ManyScopes(List<MixedScope> scopes, Mixtures mixtures, StoredTopics topics, String modelId) {

	/**
	 * All that the scopes have, as it comes in where they are asked in turns.
	 * @return the entries
	 */
	Stream<VectorEntry> entries() {
		return IntStream.range(0, this.scopes.getFirst().size())
			.boxed()
			.flatMap((row) -> this.scopes.stream().map((scope) -> entry(scope, row)));
	}

	private VectorEntry entry(MixedScope scope, int row) {
		long number = scope.number(row);
		int topic = this.mixtures.topic(number);
		Random random = new Random(number);
		String question = Faq.question(topic, random.nextInt(Faq.STORED_WORDINGS), random.nextInt(Faq.VARIANTS));
		Fingerprint partition = partition(scope);
		return new VectorEntry(partition.derive(Integer.toString(row).getBytes(StandardCharsets.UTF_8)), partition,
				this.mixtures.vector(number), this.topics.record(topic, question));
	}

	private Fingerprint partition(MixedScope scope) {
		return scope.fingerprint().derive(this.modelId.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Stored questions in other words.
	 * @param count how many
	 * @return questions of which no two are the same, always these
	 */
	List<ScopedQuestion> rephrased(int count) {
		Random random = new Random(77);
		Set<String> asked = new HashSet<>();
		List<ScopedQuestion> questions = new ArrayList<>();
		while (questions.size() < count) {
			MixedScope scope = this.scopes.get(random.nextInt(this.scopes.size()));
			long number = scope.number(random.nextInt(scope.size()));
			String text = Faq.question(this.mixtures.topic(number), Faq.ASKED_WORDING, random.nextInt(Faq.VARIANTS));
			if (asked.add(text)) {
				float[] vector = this.mixtures.rephrased(this.mixtures.vector(number), random);
				questions.add(ScopedQuestion.of(scope.fingerprint(), partition(scope), text, vector));
			}
		}
		return questions;
	}

}
