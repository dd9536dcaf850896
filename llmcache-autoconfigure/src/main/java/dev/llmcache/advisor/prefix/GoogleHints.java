package dev.llmcache.advisor.prefix;

import java.util.List;
import java.util.Objects;

import dev.llmcache.prefix.Provider;
import dev.llmcache.prefix.WriteGate;
import dev.llmcache.prefix.WriteGate.Marking;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.MessageType;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.google.genai.GoogleGenAiChatOptions;

/**
 * Has Gemini keep the system text of prompts that come again, and names it in place of
 * the text. Calls with tools go as they are: what is kept would have to have these too,
 * which Spring AI cannot say.
 */
public final class GoogleHints implements ProviderHints {

	private final @Nullable CachedContents contents;

	private final WriteGate gate = new WriteGate(false);

	/**
	 * Creates hints.
	 * @param contents what Gemini keeps, or null if it shall keep nothing
	 */
	public GoogleHints(@Nullable CachedContents contents) {
		this.contents = contents;
	}

	@Override
	public Provider provider() {
		return Provider.GOOGLE;
	}

	@Override
	public boolean areFor(ChatOptions options) {
		return options instanceof GoogleGenAiChatOptions;
	}

	@Override
	public HintedPrompt hint(Prompt prompt, HintContext context) {
		GoogleGenAiChatOptions options = (GoogleGenAiChatOptions) Objects.requireNonNull(prompt.getOptions());
		List<Message> system = ofSystem(prompt, true);
		if (this.contents == null || options.getCachedContentName() != null || system.size() != 1
				|| !OrderedTools.of(prompt).isEmpty() || Boolean.TRUE.equals(options.getGoogleSearchRetrieval())
				|| context.headTokens() < context.terms().minimumTokens()) {
			return HintedPrompt.of(prompt);
		}
		Marking marking = this.gate.decide(context.endpoint(), context.head(), context.terms(), context.now());
		String text = system.getFirst().getText();
		if (marking == Marking.NONE || text == null) {
			return HintedPrompt.of(prompt);
		}
		String name = this.contents.find(context.head(), context.endpoint().model(), text, context.now());
		if (name == null) {
			return HintedPrompt.of(prompt);
		}
		Prompt named = new Prompt(ofSystem(prompt, false),
				options.mutate().cachedContentName(name).useCachedContent(true).build());
		CachedContents kept = this.contents;
		return new HintedPrompt(named, () -> kept.forget(context.head(), context.now()));
	}

	private static List<Message> ofSystem(Prompt prompt, boolean system) {
		return prompt.getInstructions()
			.stream()
			.filter((message) -> (message.getMessageType() == MessageType.SYSTEM) == system)
			.toList();
	}

}
