package dev.llmcache.semantic.guard;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Number in digits with the unit that is written onto it.
 *
 * @param value canonical value: different texts only if the numbers differ
 * @param unit canonical unit, or empty
 */
record Numeral(String value, String unit) {

	private static final Pattern SHAPE = Pattern.compile(
			"(?<sign>[-+\u00B1]?)(?<before>\\p{Sc}?)(?<digits>\\p{Nd}[\\p{Nd}.,':/-]*)(?<after>[\\p{L}\u00B0%]*|\\p{Sc})\\.?");

	private static final Pattern SERIES = Pattern.compile("\\d+([./:-])\\d+(\\1\\d+)+|\\d+[/:]\\d+");

	private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(,\\d{2,3})*,\\d{3}(\\.\\d+)?|\\d{1,3}('\\d{3})+");

	private static final Pattern GROUPED_BY_POINT = Pattern
		.compile("\\d{1,3}(\\.\\d{3})+,\\d+|\\d{1,3}(\\.\\d{3}){2,}");

	private static final Pattern DECIMAL = Pattern.compile("(\\d+)(?:[.,](\\d+))?");

	private static final Map<String, Integer> SCALES = Map.of("k", 3, "K", 3, "M", 6, "mn", 6, "mio", 6, "bn", 9, "B",
			9);

	private static final Map<Character, String> CURRENCIES = Map.of('$', "usd", '\u20AC', "eur", '\u00A3', "gbp",
			'\u00A5', "jpy", '\u20B9', "inr");

	static boolean isCurrency(int character) {
		return Character.getType(character) == Character.CURRENCY_SYMBOL;
	}

	/**
	 * Reads a number that fills the whole text.
	 * @return the number, or null if the text is something else
	 */
	static @Nullable Numeral parse(String text) {
		Matcher shape = SHAPE.matcher(text);
		if (!shape.matches()) {
			return null;
		}
		String after = shape.group("after");
		int scale = SCALES.getOrDefault(after, 0);
		String unit = (scale > 0) ? "" : unit(after);
		String value = (unit != null) ? value(asciiDigits(shape.group("digits"))) : null;
		if (unit == null || value == null) {
			return null;
		}
		if (Clock.isHalf(unit)) {
			return Clock.time(value, unit);
		}
		if (value.indexOf(':') > 0) {
			return Clock.time(value, "");
		}
		String sign = shape.group("sign").equals("-") ? "-" : "";
		return new Numeral(sign + scaled(value, scale), currency(shape.group("before"), unit));
	}

	private static @Nullable String unit(String after) {
		if (after.isEmpty()) {
			return "";
		}
		String word = after.toLowerCase(Locale.ROOT);
		if (Vocabulary.ORDINAL_ENDINGS.contains(word)) {
			return "";
		}
		if (isCurrency(after.charAt(0))) {
			return currency(after, "");
		}
		return Vocabulary.UNITS.get(word.startsWith("\u00B0") ? word.substring(1) : word);
	}

	private static String currency(String symbol, String otherwise) {
		return symbol.isEmpty() ? otherwise : CURRENCIES.getOrDefault(symbol.charAt(0), symbol);
	}

	private static @Nullable String value(String digits) {
		String number = digits.endsWith(",") || digits.endsWith(".") ? digits.substring(0, digits.length() - 1)
				: digits;
		if (GROUPED.matcher(number).matches()) {
			return decimal(number.replace(",", "").replace("'", ""));
		}
		if (GROUPED_BY_POINT.matcher(number).matches()) {
			return decimal(number.replace(".", "").replace(',', '.'));
		}
		String decimal = decimal(number);
		if (decimal != null) {
			return decimal;
		}
		if (!SERIES.matcher(number).matches()) {
			return null;
		}
		return (number.indexOf(':') > 0) ? number : number.replaceAll("(?<!\\d)0+(?=\\d)", "");
	}

	private static @Nullable String decimal(String number) {
		Matcher matcher = DECIMAL.matcher(number);
		if (!matcher.matches()) {
			return null;
		}
		String fraction = matcher.group(2);
		// three zeros are a fraction in one country and thousands in another
		boolean whole = fraction == null || (fraction.length() != 3 && fraction.chars().allMatch((c) -> c == '0'));
		return whole ? matcher.group(1) : matcher.group(1) + "." + fraction;
	}

	private static String scaled(String value, int scale) {
		return (scale > 0) ? Quantity.times(value, scale) : value;
	}

	private static String asciiDigits(String digits) {
		if (digits.chars().allMatch((character) -> character < 128)) {
			return digits;
		}
		StringBuilder ascii = new StringBuilder();
		digits.codePoints()
			.forEach((character) -> ascii
				.appendCodePoint(Character.isDigit(character) ? '0' + Character.digit(character, 10) : character));
		return ascii.toString();
	}

	@Override
	public String toString() {
		return "Numeral[]";
	}

}
