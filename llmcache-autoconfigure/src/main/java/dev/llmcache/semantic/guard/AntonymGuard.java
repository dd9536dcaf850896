package dev.llmcache.semantic.guard;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.llmcache.semantic.guard.Token.Kind;

/**
 * Vetoes when one question has a word where the other has its opposite.
 */
final class AntonymGuard implements Guard {

	private final Map<String, Set<String>> opposites = new HashMap<>();

	AntonymGuard() {
		for (String line : WordTable.load("en/antonyms.txt").lines("antonyms")) {
			String[] sides = line.split(" \\| ", -1);
			Set<String> one = stems(sides[0]);
			Set<String> other = stems(sides[1]);
			one.forEach((stem) -> this.opposites.computeIfAbsent(stem, (key) -> new HashSet<>()).addAll(other));
			other.forEach((stem) -> this.opposites.computeIfAbsent(stem, (key) -> new HashSet<>()).addAll(one));
		}
	}

	private static Set<String> stems(String words) {
		return Stream.of(words.split(" ", -1)).map(WordForm::stem).collect(Collectors.toSet());
	}

	@Override
	public String name() {
		return "antonyms";
	}

	@Override
	public boolean vetoes(Question one, Question other) {
		Set<String> ones = only(one, other);
		Set<String> others = ones.isEmpty() ? Set.of() : only(other, one);
		return ones.stream()
			.flatMap((stem) -> this.opposites.getOrDefault(stem, Set.of()).stream())
			.anyMatch(others::contains);
	}

	private static Set<String> only(Question question, Question other) {
		List<Token> tokens = question.tokens();
		return tokens.stream()
			.filter((token) -> token.kind() == Kind.WORD && !other.contains(token.form()))
			.map((token) -> token.stem())
			.filter((stem) -> !other.containsStem(stem))
			.collect(Collectors.toSet());
	}

}
