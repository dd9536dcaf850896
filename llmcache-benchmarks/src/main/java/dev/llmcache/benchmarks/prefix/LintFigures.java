package dev.llmcache.benchmarks.prefix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import dev.llmcache.benchmarks.Figures;
import dev.llmcache.prefix.lint.VolatileLint;
import org.jspecify.annotations.Nullable;

/**
 * Templates that are told right.
 *
 * @param file lines of {@code good} or {@code bad}, a tab and a template, in which
 * {@code \n} is a line break; null for those of the tests
 */
record LintFigures(@Nullable Path file) {

	private static final List<String> OF_THE_TESTS = List.of("templates", "templates-of-second-author",
			"templates-of-third-author", "templates-of-fourth-author", "templates-of-fifth-author",
			"templates-of-sixth-author", "templates-of-seventh-author", "templates-of-eighth-author");

	void report(Figures figures) {
		List<String[]> templates = read().lines()
			.filter((line) -> !line.isBlank())
			.map((line) -> line.split("\t", 2))
			.toList();
		long right = templates.stream()
			.filter((template) -> template[0].equals("good") == VolatileLint.inHead(template[1].replace("\\n", "\n"))
				.isEmpty())
			.count();
		figures.report("lint-templates", templates.size());
		figures.atLeast("lint-templates-right", (double) right, Math.ceil(templates.size() * 38 / 40.0));
	}

	private String read() {
		if (this.file != null) {
			try {
				return Files.readString(this.file);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return OF_THE_TESTS.stream().map(LintFigures::read).collect(Collectors.joining("\n"));
	}

	private static String read(String name) {
		try (InputStream resource = LintFigures.class
			.getResourceAsStream("/dev/llmcache/prefix/lint/%s.tsv".formatted(name))) {
			if (resource == null) {
				throw new IllegalStateException("There are no " + name);
			}
			return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
