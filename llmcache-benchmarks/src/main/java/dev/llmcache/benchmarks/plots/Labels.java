package dev.llmcache.benchmarks.plots;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * How the numbers of a scale are written.
 */
final class Labels extends NumberFormat {

	/** Counts. */
	static final Labels COUNTS = new Labels((count) -> String.format(Locale.ROOT, "%,.0f", count));

	/** Microseconds. */
	static final Labels TIMES = new Labels(Labels::time);

	private static final long serialVersionUID = 1;

	private static final double MICROS_PER_MILLI = 1_000;

	private static final double MICROS_PER_SECOND = 1_000_000;

	private final transient DoubleFunction<String> text;

	private Labels(DoubleFunction<String> text) {
		this.text = text;
	}

	private static String time(double micros) {
		if (micros < MICROS_PER_MILLI) {
			return "%.0f µs".formatted(micros);
		}
		return (micros < MICROS_PER_SECOND) ? "%.0f ms".formatted(micros / MICROS_PER_MILLI)
				: "%.0f s".formatted(micros / MICROS_PER_SECOND);
	}

	@Override
	public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
		return to.append(this.text.apply(number));
	}

	@Override
	public StringBuffer format(long number, StringBuffer to, FieldPosition position) {
		return format((double) number, to, position);
	}

	@Override
	public Number parse(String source, ParsePosition position) {
		throw new UnsupportedOperationException("A scale is only written");
	}

}
