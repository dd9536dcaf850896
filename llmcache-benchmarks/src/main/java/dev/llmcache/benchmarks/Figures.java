package dev.llmcache.benchmarks;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Prints figures as JSON lines and remembers whether all kept their limits.
 */
public final class Figures {

	private final PrintStream out;

	private final String prefix;

	private final AtomicBoolean ok;

	/**
	 * Prints figures.
	 * @param out where to
	 */
	public Figures(PrintStream out) {
		this(out, "", new AtomicBoolean(true));
	}

	private Figures(PrintStream out, String prefix, AtomicBoolean ok) {
		this.out = out;
		this.prefix = prefix;
		this.ok = ok;
	}

	/**
	 * The same figures under longer names.
	 * @param start put before each name
	 * @return figures that are printed to the same place and count as these do
	 */
	public Figures startingWith(String start) {
		return new Figures(this.out, this.prefix + start, this.ok);
	}

	/**
	 * Reports a figure that must not be above a limit.
	 * @param name what was measured, with its unit: letters, digits and hyphens
	 * @param value the figure
	 * @param limit the largest that is good
	 */
	public void atMost(String name, double value, double limit) {
		print(name, value, limit, value <= limit);
	}

	/**
	 * Reports a count that must not be above a limit.
	 * @param name what was counted: letters, digits and hyphens
	 * @param value the count
	 * @param limit the largest that is good
	 */
	public void atMost(String name, long value, long limit) {
		atMost(name, (double) value, (double) limit);
	}

	/**
	 * Reports a figure that must not be below a limit.
	 * @param name what was measured, with its unit: letters, digits and hyphens
	 * @param value the figure
	 * @param limit the smallest that is good
	 */
	public void atLeast(String name, double value, double limit) {
		print(name, value, limit, value >= limit);
	}

	/**
	 * Reports a count that must not be below a limit.
	 * @param name what was counted: letters, digits and hyphens
	 * @param value the count
	 * @param limit the smallest that is good
	 */
	public void atLeast(String name, long value, long limit) {
		atLeast(name, (double) value, (double) limit);
	}

	/**
	 * Reports a figure that must neither be above nor below what it should be.
	 * @param name what was measured, with its unit: letters, digits and hyphens
	 * @param value the figure
	 * @param limit the only one that is good
	 */
	public void exactly(String name, double value, double limit) {
		print(name, value, limit, Double.compare(value, limit) == 0);
	}

	/**
	 * Reports a count that must neither be above nor below what it should be.
	 * @param name what was counted: letters, digits and hyphens
	 * @param value the count
	 * @param limit the only one that is good
	 */
	public void exactly(String name, long value, long limit) {
		exactly(name, (double) value, (double) limit);
	}

	/**
	 * Reports a figure that is held to nothing.
	 * @param name what was measured, with its unit: letters, digits and hyphens
	 * @param value the figure
	 */
	public void report(String name, double value) {
		this.out.printf(Locale.ROOT, "{\"name\":\"%s%s\",\"value\":%.4f,\"limit\":null,\"ok\":true}%n", this.prefix,
				name, value);
	}

	/**
	 * Reports a count that is held to nothing.
	 * @param name what was counted: letters, digits and hyphens
	 * @param value the count
	 */
	public void report(String name, long value) {
		report(name, (double) value);
	}

	/**
	 * Prints a figure in a form of its own, without a limit.
	 * @param json an object on one line
	 */
	public void line(String json) {
		this.out.println(json);
	}

	private void print(String name, double value, double limit, boolean kept) {
		this.ok.compareAndSet(true, kept);
		this.out.printf(Locale.ROOT, "{\"name\":\"%s%s\",\"value\":%.4f,\"limit\":%.4f,\"ok\":%b}%n", this.prefix, name,
				value, limit, kept);
	}

	boolean ok() {
		return this.ok.get();
	}

}
