package dev.llmcache.semantic.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * File of words in sections, one entry a line; {@code #} begins a comment.
 * <p>
 * Its sets and maps are asked for each word of each question, which hash tables answer
 * several times faster than the JDK's immutable collections.
 */
final class WordTable {

	private final Map<String, List<String>> sections;

	private WordTable(Map<String, List<String>> sections) {
		this.sections = sections;
	}

	static WordTable load(String name) {
		Map<String, List<String>> sections = new HashMap<>();
		String section = "";
		for (String line : read(name).lines().toList()) {
			String entry = line.strip();
			if (entry.startsWith("[")) {
				section = entry.substring(1, entry.length() - 1);
			}
			else if (!entry.isEmpty() && !entry.startsWith("#")) {
				sections.computeIfAbsent(section, (key) -> new ArrayList<>()).add(entry);
			}
		}
		return new WordTable(sections);
	}

	private static String read(String name) {
		try (InputStream stream = WordTable.class.getResourceAsStream(name)) {
			if (stream == null) {
				throw new IllegalStateException(name + " is missing beside " + WordTable.class.getName());
			}
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	List<String> lines(String section) {
		return List.copyOf(this.sections.getOrDefault(section, List.of()));
	}

	/** All words of a section. */
	Set<String> words(String section) {
		Set<String> words = new HashSet<>();
		lines(section).forEach((line) -> words.addAll(List.of(line.split(" ", -1))));
		return Collections.unmodifiableSet(words);
	}

	/** A section whose lines are a word and its value. */
	<T> Map<String, T> values(String section, Function<String, T> type) {
		Map<String, T> values = new HashMap<>();
		for (String line : lines(section)) {
			String[] parts = line.split(" ", -1);
			values.put(parts[0], type.apply(parts[1]));
		}
		return Collections.unmodifiableMap(values);
	}

	/**
	 * A section whose lines are words for the same thing, of which the first stands for
	 * all.
	 */
	Map<String, String> synonyms(String section) {
		Map<String, String> synonyms = new HashMap<>();
		for (String line : lines(section)) {
			String[] parts = line.split(" ", -1);
			List.of(parts).forEach((part) -> synonyms.put(part, parts[0]));
		}
		return Collections.unmodifiableMap(synonyms);
	}

}
