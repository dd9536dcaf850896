package dev.llmcache.prefix.lint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Template of a system text, and whether it is as it should be.
 *
 * @param good whether nothing in its head changes from call to call
 * @param text the template
 */
record LabelledTemplate(boolean good, String text) {

	static List<LabelledTemplate> all(String resource) throws IOException {
		try (InputStream file = Objects.requireNonNull(LabelledTemplate.class.getResourceAsStream(resource))) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
				.map(LabelledTemplate::parse)
				.toList();
		}
	}

	boolean isToldRight() {
		return VolatileLint.inHead(this.text).isEmpty() == this.good;
	}

	private static LabelledTemplate parse(String line) {
		String[] columns = line.split("\t", 2);
		return new LabelledTemplate(columns[0].equals("good"), columns[1].replace("\\n", "\n"));
	}

}
