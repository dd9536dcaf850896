package dev.llmcache.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.llmcache.autoconfigure.PrefixProperties.Prompt;
import dev.llmcache.prefix.ProviderTermsTable;
import dev.llmcache.prefix.StablePrompt;
import dev.llmcache.prefix.StablePrompts;

import org.springframework.core.io.Resource;
import org.springframework.util.StringUtils;

/**
 * Reads what the prefix layer's properties point to.
 */
final class PrefixPrompts {

	private static final String PROMPTS = "llmcache.prefix.prompts.";

	private static final String TERMS = "llmcache.prefix.terms";

	private PrefixPrompts() {
	}

	static StablePrompts of(List<StablePrompt> beans, Map<String, Prompt> properties) {
		List<StablePrompt> all = new ArrayList<>(beans);
		properties.forEach((id, prompt) -> all.add(new StablePrompt(id, prompt.version(), text(id, prompt))));
		try {
			return new StablePrompts(all);
		}
		catch (IllegalArgumentException ex) {
			throw new LlmCacheConfigurationException(String.valueOf(ex.getMessage()) + ".",
					"Rename one of them: a StablePrompt bean, or a key under 'llmcache.prefix.prompts'.");
		}
	}

	static ProviderTermsTable terms(PrefixProperties properties) {
		Resource terms = properties.terms();
		if (terms == null) {
			return ProviderTermsTable.standard();
		}
		try {
			return ProviderTermsTable.parse(read(terms, TERMS));
		}
		catch (IllegalArgumentException ex) {
			throw new LlmCacheConfigurationException(
					"The table that '%s' names cannot be read: %s.".formatted(TERMS, ex.getMessage()),
					"Write it like provider-terms.tsv of the library, or remove '%s'.".formatted(TERMS));
		}
	}

	private static String text(String id, Prompt prompt) {
		boolean written = StringUtils.hasText(prompt.text());
		if (written == (prompt.location() != null)) {
			throw new LlmCacheConfigurationException("'%s%s' needs either a text or a location.".formatted(PROMPTS, id),
					"Set '%s%s.text' or '%s%s.location'.".formatted(PROMPTS, id, PROMPTS, id));
		}
		String text = (prompt.location() != null) ? read(prompt.location(), PROMPTS + id + ".location")
				: String.valueOf(prompt.text());
		if (text.isBlank()) {
			throw new LlmCacheConfigurationException("'%s%s.location' is an empty file.".formatted(PROMPTS, id),
					"Write what the prompt says into it.");
		}
		return text;
	}

	private static String read(Resource resource, String property) {
		try {
			return resource.getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new LlmCacheConfigurationException(
					"'%s' is '%s', which cannot be read.".formatted(property, resource.getDescription()),
					"Set '%s' to a resource that is there.".formatted(property));
		}
	}

}
