package dev.llmcache.benchmarks.canary.scan;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.llmcache.benchmarks.canary.scan.Canary.Kind;

/**
 * What a search has found.
 */
public final class Findings {

	private final Set<Pattern> found = new LinkedHashSet<>();

	private long bytes;

	void read(long more) {
		this.bytes += more;
	}

	void found(Pattern pattern) {
		this.found.add(pattern);
	}

	/**
	 * How many bytes were searched.
	 */
	public long bytes() {
		return this.bytes;
	}

	/**
	 * How many canaries were found that nobody has planted.
	 */
	public int canaries() {
		return (int) this.found.stream()
			.map(Pattern::canary)
			.filter((canary) -> canary.kind() != Kind.PLANTED)
			.distinct()
			.count();
	}

	/**
	 * In how many forms the planted one was found.
	 */
	public int plantedForms() {
		return (int) this.found.stream().filter((pattern) -> pattern.canary().kind() == Kind.PLANTED).count();
	}

	/**
	 * Names of the forms in which canaries of some kinds were found.
	 */
	Set<String> forms(Collection<Kind> kinds) {
		return this.found.stream()
			.filter((pattern) -> kinds.contains(pattern.canary().kind()))
			.map(Pattern::form)
			.collect(Collectors.toSet());
	}

	/**
	 * How many of each kind, and in which form.
	 */
	@Override
	public String toString() {
		Map<String, Long> counts = this.found.stream()
			.filter((pattern) -> pattern.canary().kind() != Kind.PLANTED)
			.collect(Collectors.groupingBy((pattern) -> pattern.canary().kind() + " " + pattern.form(), TreeMap::new,
					Collectors.counting()));
		return counts.toString();
	}

}
