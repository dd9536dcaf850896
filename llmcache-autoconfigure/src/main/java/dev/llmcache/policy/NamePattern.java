package dev.llmcache.policy;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Name with {@code *} for any characters, compared without regard to case.
 */
final class NamePattern {

	private NamePattern() {
	}

	static boolean matches(String pattern, String name) {
		String expression = Arrays.stream(pattern.split("\\*", -1))
			.map(Pattern::quote)
			.collect(Collectors.joining(".*"));
		return Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.DOTALL).matcher(name).matches();
	}

}
