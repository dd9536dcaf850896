package dev.llmcache.sample;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Prometheus is told: a value for each series.
 */
record Scrape(Map<String, Double> series) {

	private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{.*})? (\\S+)");

	static Scrape parse(String text) {
		Map<String, Double> series = new LinkedHashMap<>();
		for (String line : text.lines().toList()) {
			Matcher matcher = LINE.matcher(line);
			if (!line.startsWith("#") && matcher.matches()) {
				String labels = (matcher.group(2) != null) ? matcher.group(2) : "";
				series.put(matcher.group(1) + labels, number(matcher.group(3)));
			}
		}
		return new Scrape(series);
	}

	private static double number(String text) {
		return switch (text) {
			case "+Inf" -> Double.POSITIVE_INFINITY;
			case "-Inf" -> Double.NEGATIVE_INFINITY;
			default -> Double.parseDouble(text);
		};
	}

	/**
	 * Sum of the series of a name that have some labels, such as {@code layer="exact"}.
	 */
	double sum(String name, String... labels) {
		return this.series.entrySet()
			.stream()
			.filter((entry) -> nameOf(entry.getKey()).equals(name))
			.filter((entry) -> Set.of(labels).stream().allMatch(entry.getKey()::contains))
			.mapToDouble(Map.Entry::getValue)
			.sum();
	}

	Set<String> names() {
		return this.series.keySet().stream().map(Scrape::nameOf).collect(Collectors.toSet());
	}

	long count(String... starts) {
		return this.series.keySet().stream().filter((key) -> Set.of(starts).stream().anyMatch(key::startsWith)).count();
	}

	private static String nameOf(String key) {
		int labels = key.indexOf('{');
		return (labels < 0) ? key : key.substring(0, labels);
	}

}
