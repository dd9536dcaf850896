package dev.llmcache.sample;

import org.jspecify.annotations.Nullable;

/**
 * Question of a customer.
 *
 * @param text what is asked
 * @param tenant on whose behalf; answers are not shared between tenants
 * @param temperature the model's temperature, or {@code null} for its default
 * @param system a further instruction to the model, or {@code null}
 */
public record Question(String text, String tenant, @Nullable Double temperature, @Nullable String system) {
}
