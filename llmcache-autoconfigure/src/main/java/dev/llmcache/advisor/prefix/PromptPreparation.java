package dev.llmcache.advisor.prefix;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

import dev.llmcache.Fingerprint;
import dev.llmcache.advisor.CallNames;
import dev.llmcache.key.CanonicalWriter;
import dev.llmcache.prefix.Endpoint;
import dev.llmcache.prefix.PrefixLedger;
import dev.llmcache.prefix.PrefixObservation;
import dev.llmcache.prefix.PrefixPolicy;
import dev.llmcache.prefix.ProviderTerms;
import dev.llmcache.prefix.RenderedPrompt;
import dev.llmcache.prefix.StablePrompt;
import dev.llmcache.prefix.VolatilePlacement;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * From a call's prompt to the one that is sent: tools in order, what changes behind what
 * does not, and the provider's hints.
 */
final class PromptPreparation {

	private static final int BYTES_PER_TOKEN = 4;

	private final PrefixSettings settings;

	private final List<ProviderHints> providers;

	private final PrefixLedger ledger;

	private final InstantSource clock;

	PromptPreparation(PrefixSettings settings, List<ProviderHints> providers, PrefixLedger ledger,
			InstantSource clock) {
		this.settings = settings;
		this.providers = List.copyOf(providers);
		this.ledger = ledger;
		this.clock = clock;
	}

	/** Form of all that decides how a prompt is changed; empty where it is not. */
	byte[] formOf(CallNames names, List<String> texts) {
		PrefixPolicy policy = this.settings.policy(names.policy());
		boolean reshapes = policy.placement() != VolatilePlacement.OFF;
		if (!reshapes && texts.isEmpty()) {
			return new byte[0];
		}
		return new CanonicalWriter().text(policy.placement().name())
			.list(policy.rules().patterns(), (writer, pattern) -> writer.text(pattern.pattern()))
			.text(Boolean.toString(policy.rules().detected()))
			.list(reshapes ? this.settings.blocks() : List.<StablePrompt>of(),
					(writer, block) -> writer.text(block.label()).text(block.text()))
			.list(texts, CanonicalWriter::text)
			.toByteArray();
	}

	PreparedPrompt prepare(ChatClientRequest request, List<String> texts, Fingerprint salt) {
		Prompt prompt = request.prompt();
		ProviderHints hints = hints(prompt.getOptions());
		CallNames names = CallNames.of(request.context());
		Prompt tooled = (this.settings.enabled() && this.settings.orderedTools()) ? OrderedTools.apply(prompt) : prompt;
		ShapedPrompt shaped = ShapedPrompt.of(prompt.getInstructions(), this.settings.policy(names.policy()),
				this.settings.blocks(), texts, hints.provider());
		Prompt plain = new Prompt(shaped.messages(), tooled.getOptions());
		if (!this.settings.enabled()) {
			return PreparedPrompt.unchanged(plain);
		}
		long now = this.clock.millis();
		RenderedPrompt rendered = PromptRenderer.render(plain, shaped.tail());
		String model = (prompt.getOptions() != null) ? prompt.getOptions().getModel() : null;
		Endpoint endpoint = new Endpoint(names.client(), Objects.requireNonNullElse(model, ""));
		ProviderTerms terms = this.settings.terms().of(hints.provider(), model);
		HintContext context = new HintContext(endpoint, this.ledger.fingerprint(endpoint, rendered), salt,
				rendered.headLength() / BYTES_PER_TOKEN, shaped.hasSystemTail(), terms, affinity(request), now);
		HintedPrompt hinted = hints.hint(plain, context);
		PrefixObservation observation = this.ledger.observe(endpoint, rendered, hints.partition(plain, context),
				terms.retention(), now);
		return new PreparedPrompt(plain, hinted, observation);
	}

	private ProviderHints hints(@Nullable ChatOptions options) {
		return this.providers.stream()
			.filter((provider) -> options != null && provider.areFor(options))
			.findFirst()
			.orElse(NoHints.INSTANCE);
	}

	private static int affinity(ChatClientRequest request) {
		return Objects.hashCode(request.context().get(ChatMemory.CONVERSATION_ID));
	}

}
