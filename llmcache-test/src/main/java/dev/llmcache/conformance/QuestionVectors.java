package dev.llmcache.conformance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.llmcache.embedding.UnitVector;

import org.springframework.ai.embedding.EmbeddingModel;

/**
 * Vectors of the questions that can be matched at all, from one model.
 */
final class QuestionVectors {

	private static final int BATCH = 64;

	private final Map<String, float[]> vectors = new HashMap<>();

	private QuestionVectors() {
	}

	static QuestionVectors of(Collection<QuestionPair> pairs, EmbeddingModel model) {
		QuestionVectors all = new QuestionVectors();
		List<String> questions = pairs.stream().<String>mapMulti((pair, sink) -> {
			sink.accept(pair.first());
			sink.accept(pair.second());
		}).filter(PairJudge::isMatchable).distinct().toList();
		for (int start = 0; start < questions.size(); start += BATCH) {
			all.add(questions.subList(start, Math.min(start + BATCH, questions.size())), model);
		}
		return all;
	}

	private void add(List<String> questions, EmbeddingModel model) {
		List<float[]> embedded = new ArrayList<>(model.embed(questions));
		if (embedded.size() != questions.size()) {
			throw new IllegalStateException(
					"The embedding model made %d vectors of %d texts".formatted(embedded.size(), questions.size()));
		}
		for (int i = 0; i < embedded.size(); i++) {
			this.vectors.put(questions.get(i), UnitVector.of(embedded.get(i)));
		}
	}

	/**
	 * Cosine similarity of a pair's questions.
	 * @param pair one of the pairs
	 * @return the similarity, or NaN where a question cannot be matched
	 */
	double cosine(QuestionPair pair) {
		float[] first = this.vectors.get(pair.first());
		float[] second = this.vectors.get(pair.second());
		if (first == null || second == null) {
			return Double.NaN;
		}
		double sum = 0;
		for (int i = 0; i < first.length; i++) {
			sum += (double) first[i] * second[i];
		}
		return sum;
	}

}
