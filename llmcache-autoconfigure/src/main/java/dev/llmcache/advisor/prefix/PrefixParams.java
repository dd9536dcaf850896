package dev.llmcache.advisor.prefix;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient.AdvisorSpec;

/**
 * Advisor parameters by which one call speaks to the prefix layer:
 * {@code chatClient.prompt().advisors(PrefixParams.volatileText("date", "Today is ..."))}.
 */
public final class PrefixParams {

	private static final String TEXT = "llmcache.prefix.text.";

	private PrefixParams() {
	}

	/**
	 * Tells the model something that is not the same in every call, behind what is. It is
	 * part of what answers are kept by. Of several texts, the model reads them in the
	 * order of their names.
	 * @param name name of the text; another text of the same name replaces it
	 * @param text what the model is told
	 * @return the parameter
	 */
	public static Consumer<AdvisorSpec> volatileText(String name, String text) {
		if (name.isBlank() || text.isBlank()) {
			throw new IllegalArgumentException("A text that changes has a name and says something");
		}
		return (spec) -> spec.param(TEXT + name, text);
	}

	static SortedMap<String, String> texts(Map<String, ? extends @Nullable Object> context) {
		SortedMap<String, String> texts = new TreeMap<>();
		context.forEach((name, value) -> {
			if (name.startsWith(TEXT) && value != null) {
				texts.put(name.substring(TEXT.length()), value.toString());
			}
		});
		return texts;
	}

}
