package dev.llmcache.semantic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Sentences that have nothing in common.
 */
final class ProbeSentences {

	private static final String NAME = "probe-sentences.txt";

	private ProbeSentences() {
	}

	static List<String> all() {
		try (InputStream stream = ProbeSentences.class.getResourceAsStream(NAME)) {
			if (stream == null) {
				throw new IllegalStateException(NAME + " is missing beside " + ProbeSentences.class.getName());
			}
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
