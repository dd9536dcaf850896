package dev.llmcache.semantic.guard;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import dev.llmcache.semantic.guard.Token.Kind;

/**
 * Finds the quantities of a text, in digits and in words.
 */
final class Quantities {

	private final List<Token> tokens;

	private final List<Quantity> found = new ArrayList<>();

	private int at;

	private Quantities(List<Token> tokens) {
		this.tokens = tokens;
	}

	static List<Quantity> of(List<Token> tokens) {
		Quantities quantities = new Quantities(tokens);
		while (quantities.at < tokens.size()) {
			quantities.next();
		}
		return List.copyOf(quantities.found);
	}

	private void next() {
		Token token = this.tokens.get(this.at);
		if (token.kind() == Kind.NUMBER) {
			this.at++;
			inDigits(token);
			return;
		}
		if (!Vocabulary.startsQuantity(token)) {
			this.at++;
			return;
		}
		String time = (token.kind() == Kind.WORD) ? Vocabulary.TIMES.get(token.form()) : null;
		if (time != null) {
			this.at++;
			this.found.add(new Quantity(time, "time", false));
			return;
		}
		int from = this.at;
		NumberWords words = NumberWords.read(this.tokens, from);
		this.at = Math.max(words.end(), from + 1);
		if (words.end() > from) {
			boolean loose = words.end() == from + 1 && Vocabulary.LOOSE_NUMBERS.contains(token.form());
			add(Quantity.plain(BigDecimal.valueOf(words.value())), "", loose);
		}
	}

	private void inDigits(Token token) {
		Integer scale = (this.at < this.tokens.size()) ? Vocabulary.SCALES.get(this.tokens.get(this.at).form()) : null;
		if (scale != null) {
			this.at++;
			add(Quantity.times(token.form(), scale), token.unit(), false);
		}
		else {
			add(token.form(), token.unit(), false);
		}
	}

	private void add(String value, String written, boolean loose) {
		String next = (this.at < this.tokens.size())
				? Vocabulary.UNITS.getOrDefault(this.tokens.get(this.at).form(), "") : "";
		if (Clock.isHalf(next)) {
			this.found.add(time(value, written, next, loose));
		}
		else {
			this.found.add(new Quantity(value, written.isEmpty() ? next : written, loose));
		}
	}

	private static Quantity time(String value, String written, String half, boolean loose) {
		Numeral time = (written.isEmpty() || Clock.isTime(written)) ? Clock.time(value, half) : null;
		return (time != null) ? new Quantity(time.value(), time.unit(), false) : new Quantity(value, written, loose);
	}

}
