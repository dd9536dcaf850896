package dev.llmcache.policy;

import java.util.List;
import java.util.Set;

/**
 * What of a call is left out of its scope, or counts only roughly.
 *
 * @param ignoredParameters names of advisor parameters that cannot change an answer
 * @param volatileText parts of the system text that change from call to call, in the
 * order in which they are looked for
 */
public record ScopeSettings(Set<String> ignoredParameters, List<VolatileText> volatileText) {

	/** Everything counts. */
	public static final ScopeSettings STRICT = new ScopeSettings(Set.of(), List.of());

	public ScopeSettings {
		ignoredParameters = Set.copyOf(ignoredParameters);
		volatileText = List.copyOf(volatileText);
	}

	/**
	 * System text as it counts for the scope.
	 * @param text the system text
	 * @param epochMillis the time of the call
	 * @return the text with its declared parts replaced
	 */
	public String normalize(String text, long epochMillis) {
		String normal = text;
		for (VolatileText part : this.volatileText) {
			normal = part.normalize(normal, epochMillis);
		}
		return normal;
	}

}
