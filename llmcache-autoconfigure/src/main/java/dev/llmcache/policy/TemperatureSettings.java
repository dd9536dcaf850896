package dev.llmcache.policy;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Settings of a policy about the temperature of calls.
 *
 * @param handling what becomes of the variation that a temperature asks for
 * @param max with {@link TemperatureHandling#SKIP}, the highest temperature whose answers
 * are cached
 * @param unknown what counts as the temperature of a call that names none
 * @param variants with {@link TemperatureHandling#VARIANTS}, how many answers are kept
 * @param excludedModels patterns of models whose temperature is never changed; {@code *}
 * stands for any characters
 */
public record TemperatureSettings(TemperatureHandling handling, double max, double unknown, int variants,
		List<String> excludedModels) {

	public TemperatureSettings {
		excludedModels = List.copyOf(excludedModels);
	}

	boolean skips(@Nullable Double temperature) {
		return this.handling == TemperatureHandling.SKIP && effective(temperature) > this.max;
	}

	/**
	 * Temperature that a call is to be made with instead of its own.
	 * @param model the model, or null when it is not known
	 * @param temperature the call's own temperature, or null when it names none
	 * @return zero, or null to leave the call alone
	 */
	@Nullable Double forced(@Nullable String model, @Nullable Double temperature) {
		boolean isZero = temperature != null && temperature == 0;
		boolean forces = this.handling == TemperatureHandling.FORCE_ZERO && !isZero && !isExcluded(model);
		return forces ? Double.valueOf(0) : null;
	}

	int kept() {
		return (this.handling == TemperatureHandling.VARIANTS) ? this.variants : 1;
	}

	private double effective(@Nullable Double temperature) {
		return (temperature != null) ? temperature : this.unknown;
	}

	private boolean isExcluded(@Nullable String model) {
		return model != null && this.excludedModels.stream().anyMatch((pattern) -> NamePattern.matches(pattern, model));
	}

}
