package dev.llmcache.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Vectors of questions.
 *
 * @param enabled Whether vectors are remembered.
 * @param maxSize Memory that remembered vectors may take.
 * @param model Name of the EmbeddingModel bean that embeds questions, or 'local' for the
 * model on the class path. Falls back to the only or primary bean, then to the model on
 * the class path.
 * @param modelId Name of the vector space, if the one derived from the model's class and
 * options is not right. Another name is another index.
 * @param timeout How long the model may take for a question that is stored. One that is
 * looked up has no longer than 'llmcache.semantic.timeout'.
 */
public record EmbeddingProperties(@DefaultValue("true") boolean enabled, @DefaultValue("16MB") DataSize maxSize,
		@Nullable String model, @Nullable String modelId, @DefaultValue("10s") Duration timeout) {

}
