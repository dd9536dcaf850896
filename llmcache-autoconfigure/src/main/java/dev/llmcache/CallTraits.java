package dev.llmcache;

import org.jspecify.annotations.Nullable;

/**
 * What a policy needs to know of a call to decide about it.
 *
 * @param owner whose call it is, or null when that is not known
 * @param questionLength characters of the question; 0 when there is none
 * @param media whether the question comes with images, sound or files
 * @param tools whether the model is offered tools
 */
public record CallTraits(@Nullable Owner owner, int questionLength, boolean media, boolean tools) {

}
