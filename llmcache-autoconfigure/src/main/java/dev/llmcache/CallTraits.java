package dev.llmcache;

import org.jspecify.annotations.Nullable;

/**
 * What a policy needs to know of a call to decide about it.
 *
 * @param identity who makes the call
 * @param questionLength characters of the question; 0 when there is none
 * @param matchable whether the meaning of the question can be told from its words alone
 * @param media whether the question comes with images, sound or files
 * @param tools whether the model is offered tools
 * @param model the model, or null when it is not known
 * @param temperature the effective temperature, or null when the call names none
 * @param directives what the call asks of the cache
 */
public record CallTraits(Identity identity, int questionLength, boolean matchable, boolean media, boolean tools,
		@Nullable String model, @Nullable Double temperature, Directives directives) {

}
