package dev.llmcache.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The question pairs that come with llmcache, in two halves: settings and guards may be
 * tuned on one, and are judged by the other.
 * <p>
 * A pair is held out when the first bit of the SHA-256 of its two questions, in UTF-8 and
 * with a tab between them, is one.
 */
public final class ConformancePairs {

	private static final List<QuestionPair> ALL = Arrays.stream(Category.values())
		.flatMap(ConformancePairs::read)
		.toList();

	private ConformancePairs() {
	}

	/**
	 * All pairs.
	 * @return at least 50 of each category
	 */
	public static List<QuestionPair> all() {
		return ALL;
	}

	/**
	 * The half that may be looked at while something is tuned.
	 * @return all pairs that are not held out
	 */
	public static List<QuestionPair> tuning() {
		return ALL.stream().filter((pair) -> !isHeldOut(pair)).toList();
	}

	/**
	 * The half that nothing is tuned on.
	 * @return the other pairs
	 */
	public static List<QuestionPair> heldOut() {
		return ALL.stream().filter(ConformancePairs::isHeldOut).toList();
	}

	static boolean isHeldOut(QuestionPair pair) {
		byte[] text = (pair.first() + '\t' + pair.second()).getBytes(StandardCharsets.UTF_8);
		try {
			return MessageDigest.getInstance("SHA-256").digest(text)[0] < 0;
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Stream<QuestionPair> read(Category category) {
		String name = category.label() + ".tsv";
		try (InputStream file = ConformancePairs.class.getResourceAsStream(name)) {
			String text = new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
			return text.lines().filter((line) -> !line.startsWith("#")).map((line) -> pair(category, line));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static QuestionPair pair(Category category, String line) {
		String[] questions = line.split("\t", -1);
		if (questions.length != 2) {
			throw new IllegalStateException("Not two questions in " + category.label());
		}
		return new QuestionPair(category, questions[0], questions[1]);
	}

}
