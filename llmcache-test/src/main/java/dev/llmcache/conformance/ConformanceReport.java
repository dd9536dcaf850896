package dev.llmcache.conformance;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.embedding.EmbeddingModel;

/**
 * Rates at which stored answers are served, by category.
 */
final class ConformanceReport {

	private final Map<Category, CategoryRates> rates = new EnumMap<>(Category.class);

	private ConformanceReport() {
	}

	static ConformanceReport of(Collection<QuestionPair> pairs, EmbeddingModel model, PairJudge judge,
			double plainThreshold) {
		ConformanceReport report = new ConformanceReport();
		QuestionVectors vectors = QuestionVectors.of(pairs, model);
		for (QuestionPair pair : pairs) {
			CategoryRates rates = report.rates.computeIfAbsent(pair.category(),
					(category) -> new CategoryRates(category, plainThreshold));
			double cosine = vectors.cosine(pair);
			rates.add(pair, judge.judge(pair.first(), pair.second(), cosine));
			rates.add(pair, judge.judge(pair.second(), pair.first(), cosine));
		}
		return report;
	}

	CategoryRates of(Category category) {
		return Objects.requireNonNull(this.rates.get(category), category.label());
	}

	Collection<CategoryRates> all() {
		return this.rates.values();
	}

	/**
	 * The rates as a table.
	 * @return one line for each category, and a head
	 */
	String table() {
		String head = String.format(Locale.ROOT, "%-14s %6s %8s %9s %9s %6s  %s%n", "category", "asked", "plain %",
				"accept %", "reject %", "kept %", "rejected by");
		return head + this.rates.values().stream().map(ConformanceReport::line).collect(Collectors.joining());
	}

	private static String line(CategoryRates rates) {
		return String.format(Locale.ROOT, "%-14s %6d %8.1f %9.1f %9.1f %6s  %s%n", rates.category().label(),
				rates.asked(), 100 * rates.plain(), 100 * rates.accepted(), 100 - 100 * rates.accepted(),
				percent(rates.category().isSameAnswer() ? rates.kept() : null), mostFrequent(rates.reasons()));
	}

	private static String percent(@Nullable Double share) {
		return (share == null || share.isNaN()) ? "" : String.format(Locale.ROOT, "%.1f", 100 * share);
	}

	private static String mostFrequent(Map<String, Integer> reasons) {
		List<Entry<String, Integer>> sorted = reasons.entrySet()
			.stream()
			.sorted(Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
			.toList();
		return sorted.stream()
			.map((reason) -> reason.getKey() + " " + reason.getValue())
			.collect(Collectors.joining(", "));
	}

}
