package dev.llmcache.pricing;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names by which one model goes: with and without who provides it, and with and
 * without its date.
 * <p>
 * What follows a name counts as its date or version only if it is nothing else: the date
 * of {@code gpt-4.1-mini-2025-04-14}, {@code claude-opus-4@20250514} and
 * {@code mistral-large-2411}, the revision of Bedrock's {@code -v1:0} or Gemini's
 * {@code -002}, {@code latest}. Any other word or number makes another model:
 * {@code gpt-4.1-mini} is no {@code gpt-4.1}, and {@code claude-opus-4-5} no
 * {@code claude-opus-4}.
 */
final class ModelName {

	/** {@code us.anthropic.}: regions and vendors have no digits, as versions have. */
	private static final Pattern VENDOR = Pattern.compile("(?:[a-z]+(?:-[a-z]+)*\\.)+(?=[a-z])");

	private static final String MONTH = "(?:0[1-9]|1[0-2])";

	private static final String DAY = "(?:0[1-9]|[12]\\d|3[01])";

	private static final String DATE = "20\\d\\d-?%1$s(?:-?%2$s)?|%1$s%2$s|[2-9]\\d%1$s".formatted(MONTH, DAY);

	private static final Pattern VERSION = Pattern
		.compile("(?:[-@:.](?:%s)|-0\\d\\d|[-@:](?:latest|default)|-v\\d{1,2}:\\d{1,2}(?::\\d+k)?)+".formatted(DATE));

	private ModelName() {
	}

	static String normal(String name) {
		return name.strip().toLowerCase(Locale.ROOT);
	}

	/**
	 * Names of a model without who provides it.
	 * @param name a name in normal form
	 * @return the name, and shorter ones
	 */
	static List<String> spellings(String name) {
		String inPath = name.substring(name.lastIndexOf('/') + 1);
		return Stream.of(name, inPath, VENDOR.matcher(inPath).lookingAt() ? withoutVendor(inPath) : inPath)
			.filter((spelling) -> !spelling.isEmpty())
			.distinct()
			.toList();
	}

	/**
	 * Whether a name is that of a model with a date or a version behind it.
	 * @param name the longer name
	 * @param model the name of the model
	 * @return false if it is the name of another model
	 */
	static boolean isVersion(String name, String model) {
		return name.length() > model.length() && name.startsWith(model)
				&& VERSION.matcher(name).region(model.length(), name.length()).matches();
	}

	private static String withoutVendor(String name) {
		return VENDOR.matcher(name).replaceFirst("");
	}

}
