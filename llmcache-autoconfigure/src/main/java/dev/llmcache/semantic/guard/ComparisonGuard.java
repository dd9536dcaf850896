package dev.llmcache.semantic.guard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.llmcache.semantic.guard.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Vetoes when one question asks for at least what the other asks for at most, for less of
 * something where the other does not, for more where the other asks for as much, or for
 * the most of another quality and nothing else differs: the quietest and the driest.
 */
final class ComparisonGuard implements Guard {

	private final Phrases bounds;

	private final Map<String, String> qualities;

	ComparisonGuard() {
		WordTable table = WordTable.load("en/comparisons.txt");
		this.bounds = new Phrases().with("least", table.lines("at-least")).with("most", table.lines("at-most"));
		this.qualities = stems(table.synonyms("qualities"));
	}

	private static Map<String, String> stems(Map<String, String> synonyms) {
		Map<String, String> stems = new HashMap<>();
		synonyms.forEach((word, first) -> stems.put(WordForm.stem(word), first));
		return stems;
	}

	@Override
	public String name() {
		return "comparisons";
	}

	@Override
	public boolean vetoes(Question one, Question other) {
		return boundsDiffer(one, other) || isLessOfSame(one, other) || isLessOfSame(other, one)
				|| isOtherDegree(one, other) || (isEqual(one.tokens()) && !isEqual(other.tokens()) && isUnequal(other))
				|| (isEqual(other.tokens()) && !isEqual(one.tokens()) && isUnequal(one));
	}

	private boolean boundsDiffer(Question one, Question other) {
		Set<String> ones = this.bounds.meanings(one.tokens());
		Set<String> others = ones.isEmpty() ? Set.of() : this.bounds.meanings(other.tokens());
		return ones.size() == 1 && others.size() == 1 && !ones.equals(others);
	}

	private static boolean isLessOfSame(Question one, Question other) {
		if (!Degree.hasLess(one)) {
			return false;
		}
		List<Token> tokens = one.tokens();
		for (int i = 1; i < tokens.size(); i++) {
			if (Degree.isLess(tokens, i) && other.containsStem(tokens.get(i).stem())
					&& !hasLessOf(other.tokens(), tokens.get(i).stem())) {
				return true;
			}
		}
		return false;
	}

	private static boolean hasLessOf(List<Token> tokens, String stem) {
		for (int i = 1; i < tokens.size(); i++) {
			if (tokens.get(i).stem().equals(stem) && Degree.isLess(tokens, i)) {
				return true;
			}
		}
		return false;
	}

	private boolean isOtherDegree(Question one, Question other) {
		Token ones = onlyDegree(one, other);
		Token others = (ones != null) ? onlyDegree(other, one) : null;
		return ones != null && others != null && !quality(ones).equals(quality(others))
				&& isLess(ones, one) == isLess(others, other);
	}

	/** The one word that the other question lacks, if it is a degree of a quality. */
	private static @Nullable Token onlyDegree(Question question, Question other) {
		List<Token> tokens = question.tokens();
		Token found = null;
		boolean degree = false;
		for (int i = 0; i < tokens.size(); i++) {
			Token token = tokens.get(i);
			if (!other.contains(token.form()) && token.content() && !Words.has(other, token)
					&& !Degree.isOfNext(tokens, i)) {
				if (found != null) {
					return null;
				}
				found = token;
				degree = token.form().endsWith("er") || token.form().endsWith("est")
						|| (i > 0 && Degree.isOfNext(tokens, i - 1));
			}
		}
		return degree ? found : null;
	}

	private static boolean isLess(Token token, Question question) {
		return Degree.isLess(question.tokens(), question.tokens().indexOf(token));
	}

	private String quality(Token token) {
		String form = token.form();
		String base = form.endsWith("er") ? form.substring(0, form.length() - 2)
				: form.endsWith("est") ? form.substring(0, form.length() - 3) : form;
		String stem = Antonyms.base(form, WordForm.stem(base));
		return this.qualities.getOrDefault(stem, stem);
	}

	/** Whether it says {@code as much as}. */
	private static boolean isEqual(List<Token> tokens) {
		for (int i = 0; i + 2 < tokens.size(); i++) {
			if (tokens.get(i).kind() == Kind.WORD && tokens.get(i).form().equals("as")
					&& tokens.get(i + 2).form().equals("as")) {
				return true;
			}
		}
		return false;
	}

	private static boolean isUnequal(Question question) {
		return question.contains("than");
	}

}
