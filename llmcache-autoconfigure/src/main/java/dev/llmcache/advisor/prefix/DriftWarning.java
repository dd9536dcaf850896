package dev.llmcache.advisor.prefix;

import java.util.stream.Collectors;

import dev.llmcache.prefix.PrefixDifference;
import dev.llmcache.prefix.PrefixObservation;
import dev.llmcache.prefix.PromptBlock.Role;
import dev.llmcache.prefix.lint.VolatileKind;

/**
 * What is said of prompts that do not begin alike: how many, where and by what they
 * differ, and nothing of what they say.
 */
final class DriftWarning {

	private DriftWarning() {
	}

	static String of(PrefixObservation observation) {
		StringBuilder text = new StringBuilder("Prompts for %s began in %d different ways lately"
			.formatted(observation.endpoint(), observation.heads()));
		PrefixDifference difference = observation.difference();
		if (difference != null) {
			text.append("; %s number %d differs from character %d on (%s)".formatted(
					(difference.role() == Role.TOOL) ? "tool" : "part", difference.block() + 1, difference.offset(),
					difference.kind().code()));
		}
		if (!observation.suspects().isEmpty()) {
			text.append("; what stands before stable text looks as if it changed from call to call: ")
				.append(observation.suspects()
					.stream()
					.map(VolatileKind::code)
					.sorted()
					.collect(Collectors.joining(", ")));
		}
		return text.append(". The provider reads no more from its cache than what is the same").toString();
	}

}
