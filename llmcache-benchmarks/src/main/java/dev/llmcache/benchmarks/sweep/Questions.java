package dev.llmcache.benchmarks.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import dev.llmcache.benchmarks.search.Question;

/**
 * Questions that are asked before, while and after the index is swept.
 */
final class Questions {

	private Questions() {
	}

	/**
	 * Questions in scopes of each size alike, of which half are others in other words, of
	 * rows that stay.
	 * @param scopes all scopes
	 * @param count about how many
	 * @return the questions, always the same
	 */
	static List<Question> in(List<Scope> scopes, int count) {
		Random random = new Random(77);
		List<Question> questions = new ArrayList<>();
		List<Integer> sizes = scopes.stream().map(Scope::size).distinct().toList();
		for (int size : sizes) {
			List<Scope> alike = scopes.stream().filter((scope) -> scope.size() == size).toList();
			for (int i = 0; i < count / sizes.size(); i += 2) {
				Scope scope = alike.get(random.nextInt(alike.size()));
				int row = 2 * random.nextInt(scope.size() / 2) + 1;
				questions.add(new Question(scope.fingerprint(), Vectors.rephrased(scope.vector(row), random)));
				questions.add(new Question(scope.fingerprint(), scope.about(random)));
			}
		}
		Collections.shuffle(questions, random);
		return questions;
	}

}
