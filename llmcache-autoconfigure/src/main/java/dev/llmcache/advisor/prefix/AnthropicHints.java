package dev.llmcache.advisor.prefix;

import java.util.Objects;

import dev.llmcache.prefix.Provider;
import dev.llmcache.prefix.WriteGate;
import dev.llmcache.prefix.WriteGate.Marking;

import org.springframework.ai.anthropic.AnthropicCacheOptions;
import org.springframework.ai.anthropic.AnthropicCacheStrategy;
import org.springframework.ai.anthropic.AnthropicCacheTtl;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.messages.MessageType;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Asks Anthropic to remember the head of a prompt, where that is long enough and enough
 * reads are expected.
 */
public final class AnthropicHints implements ProviderHints {

	private final WriteGate gate;

	/**
	 * Creates hints.
	 * @param gate decides what is worth its price
	 */
	public AnthropicHints(WriteGate gate) {
		this.gate = gate;
	}

	@Override
	public Provider provider() {
		return Provider.ANTHROPIC;
	}

	@Override
	public boolean areFor(ChatOptions options) {
		return options instanceof AnthropicChatOptions;
	}

	@Override
	public HintedPrompt hint(Prompt prompt, HintContext context) {
		AnthropicChatOptions options = (AnthropicChatOptions) Objects.requireNonNull(prompt.getOptions());
		AnthropicCacheOptions own = options.getCacheOptions();
		boolean isSet = own != null && own.getStrategy() != AnthropicCacheStrategy.NONE;
		// Shorter ones are not cached, whatever they are marked with
		if (isSet || context.headTokens() < context.terms().minimumTokens()) {
			return HintedPrompt.of(prompt);
		}
		Marking marking = this.gate.decide(context.endpoint(), context.head(), context.terms(), context.now());
		if (marking == Marking.NONE) {
			return HintedPrompt.of(prompt);
		}
		AnthropicCacheOptions marks = AnthropicCacheOptions.builder()
			.strategy(hasStableSystem(prompt, context) ? AnthropicCacheStrategy.SYSTEM_ONLY
					: AnthropicCacheStrategy.TOOLS_ONLY)
			.multiBlockSystemCaching(context.systemTail())
			.messageTypeTtl(MessageType.SYSTEM,
					(marking == Marking.LONG) ? AnthropicCacheTtl.ONE_HOUR : AnthropicCacheTtl.FIVE_MINUTES)
			.build();
		return HintedPrompt.of(new Prompt(prompt.getInstructions(), options.mutate().cacheOptions(marks).build()));
	}

	// Tools come first, so a mark on the system text is one on them too
	private static boolean hasStableSystem(Prompt prompt, HintContext context) {
		long system = prompt.getInstructions()
			.stream()
			.filter((message) -> message.getMessageType() == MessageType.SYSTEM)
			.count();
		return system > (context.systemTail() ? 1 : 0);
	}

}
