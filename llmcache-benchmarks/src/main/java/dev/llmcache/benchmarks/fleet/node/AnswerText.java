package dev.llmcache.benchmarks.fleet.node;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Text of the model's answers, which tells them apart.
 */
public final class AnswerText {

	private static final String REST = ": the crates were counted at noon and again at night, and none of "
			+ "them was missing on either occasion.";

	private static final Pattern SERIAL = Pattern.compile("Answer (\\d+): ");

	private AnswerText() {
	}

	/**
	 * Text of an answer.
	 * @param serial the number of the call
	 * @return one line
	 */
	public static String of(int serial) {
		return "Answer " + serial + REST;
	}

	/**
	 * Which answer a text is.
	 * @param text the text
	 * @return the number of the call, or 0 unless it is the whole text of one
	 */
	public static int serialOf(String text) {
		Matcher matcher = SERIAL.matcher(text);
		int serial = matcher.lookingAt() ? Integer.parseInt(matcher.group(1)) : 0;
		return text.equals(of(serial)) ? serial : 0;
	}

	/**
	 * The text in pieces of about the same length.
	 * @param text the text
	 * @param count how many
	 * @return the pieces
	 */
	public static List<String> pieces(String text, int count) {
		return IntStream.range(0, count)
			.mapToObj((i) -> text.substring(i * text.length() / count, (i + 1) * text.length() / count))
			.toList();
	}

}
