package dev.llmcache.benchmarks;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Prints figures as JSON lines and remembers whether all kept their limits.
 */
final class Figures {

	private final PrintStream out;

	private boolean ok = true;

	Figures(PrintStream out) {
		this.out = out;
	}

	/**
	 * Reports a figure that must not be above a limit.
	 * @param name what was measured, with its unit: letters, digits and hyphens
	 * @param value the figure
	 * @param limit the largest that is good
	 */
	void atMost(String name, double value, double limit) {
		boolean kept = value <= limit;
		this.ok &= kept;
		this.out.printf(Locale.ROOT, "{\"name\":\"%s\",\"value\":%.2f,\"limit\":%.2f,\"ok\":%b}%n", name, value, limit,
				kept);
	}

	boolean ok() {
		return this.ok;
	}

}
