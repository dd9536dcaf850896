package dev.llmcache.semantic.guard;

import org.jspecify.annotations.Nullable;

/**
 * Times of day, brought to twenty-four hours.
 */
final class Clock {

	static final String MORNING = "am";

	static final String AFTERNOON = "pm";

	private static final String TIME = "time";

	private Clock() {
	}

	static boolean isHalf(String unit) {
		return unit.equals(MORNING) || unit.equals(AFTERNOON);
	}

	static boolean isTime(String unit) {
		return unit.equals(TIME);
	}

	/**
	 * Time from hours with or without minutes.
	 * @param value digits such as {@code 9}, {@code 9:30} or {@code 9.30}
	 * @param half half of the day, or empty
	 * @return the time, or null if that is none
	 */
	static @Nullable Numeral time(String value, String half) {
		String[] parts = value.split("[:.]", -1);
		boolean minutes = parts.length == 1 || parts[1].length() == 2;
		if (parts[0].length() > 2 || !minutes) {
			return half.isEmpty() ? new Numeral(value, "") : null;
		}
		int hour = Integer.parseInt(parts[0]);
		if (isHalf(half)) {
			hour = hour % 12 + (half.equals(AFTERNOON) ? 12 : 0);
		}
		StringBuilder time = new StringBuilder().append(hour).append(':').append((parts.length > 1) ? parts[1] : "00");
		for (int i = 2; i < parts.length; i++) {
			time.append(':').append(parts[i]);
		}
		return new Numeral(time.toString(), TIME);
	}

}
