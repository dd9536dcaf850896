package dev.llmcache.advisor;

import java.util.List;
import java.util.Set;

import dev.llmcache.key.CanonicalWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;

import org.springframework.ai.chat.prompt.ChatOptions;

/**
 * Reads the effective options of a call: all that the provider's own class says of them
 * in JSON, save what cannot change an answer, such as credentials, transport, accounting
 * and the provider's own prompt cache. Tools are read apart.
 */
final class OptionsReader {

	private static final Set<String> WITHOUT_EFFECT = Set.of("apiKey", "credential", "proxy", "customHeaders",
			"httpHeaders", "organizationId", "timeout", "maxRetries", "toolCallbacks", "toolContext", "streamOptions",
			"streamUsage", "user", "store", "metadata", "serviceTier", "promptCacheKey", "cacheOptions", "keepAlive");

	// An own mapper: the application's settings must not change what calls have in common
	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
		.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
		.disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
		.addModule(new SimpleModule().setSerializerModifier(new WithoutEffectModifier()))
		.build();

	private OptionsReader() {
	}

	static byte[] read(@Nullable ChatOptions options) {
		CanonicalWriter writer = new CanonicalWriter();
		if (options == null) {
			return writer.text(null).toByteArray();
		}
		try {
			return writer.text(options.getClass().getName()).bytes(MAPPER.writeValueAsBytes(options)).toByteArray();
		}
		catch (JacksonException ex) {
			throw new UnreadableCallException("options", ex);
		}
	}

	private static final class WithoutEffectModifier extends ValueSerializerModifier {

		private static final long serialVersionUID = 1L;

		@Override
		public List<BeanPropertyWriter> changeProperties(SerializationConfig config, BeanDescription.Supplier bean,
				List<BeanPropertyWriter> properties) {
			if (ChatOptions.class.isAssignableFrom(bean.getBeanClass())) {
				properties.removeIf((property) -> WITHOUT_EFFECT.contains(property.getName()));
			}
			return properties;
		}

	}

}
