package dev.llmcache.advisor.prefix;

import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import dev.llmcache.Fingerprint;
import dev.llmcache.advisor.CallNames;
import dev.llmcache.advisor.ModelProbe;
import dev.llmcache.advisor.PromptShaper;
import dev.llmcache.advisor.ProviderUsage;
import dev.llmcache.prefix.Endpoint;
import dev.llmcache.prefix.PrefixCounters;
import dev.llmcache.prefix.PrefixLedger;
import dev.llmcache.prefix.PrefixObservation;
import dev.llmcache.prefix.PrefixReport;
import dev.llmcache.prefix.PrefixUsage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Lets a provider read the beginning of prompts from its own cache: next to the model, so
 * that each round of the tool loop and each call that by-passes the response cache gains
 * too. It works without the response cache.
 * <p>
 * Whatever fails in it, the call is made as it was. Thread-safe.
 */
public final class PrefixAdvisor implements PromptShaper {

	/** Inside the {@link ModelProbe}, which sees what the application has said. */
	public static final int DEFAULT_ORDER = ModelProbe.DEFAULT_ORDER + 100;

	private static final Log logger = LogFactory.getLog(PrefixAdvisor.class);

	private static final String SENT = "llmcache.prefix.sent";

	private final PromptPreparation preparation;

	private final PrefixLedger ledger;

	private final SaltReader salts;

	private final InstantSource clock;

	private final AtomicBoolean failed = new AtomicBoolean();

	/**
	 * Creates the advisor.
	 * @param settings what it does to prompts
	 * @param providers hints of providers, of which the first that are for a call count
	 * @param ledger where it takes down what it sees
	 * @param salts tell with whom a call may share
	 * @param clock tells the time
	 */
	public PrefixAdvisor(PrefixSettings settings, List<ProviderHints> providers, PrefixLedger ledger, SaltReader salts,
			InstantSource clock) {
		this.preparation = new PromptPreparation(settings, providers, ledger, clock);
		this.ledger = ledger;
		this.salts = salts;
		this.clock = clock;
	}

	@Override
	public String getName() {
		return "llmcache-prefix";
	}

	@Override
	public int getOrder() {
		return DEFAULT_ORDER;
	}

	/**
	 * Reports on what the advisor has seen.
	 * @return the report as of now
	 */
	public PrefixReport report() {
		return this.ledger.report(this.clock.millis());
	}

	/**
	 * What the advisor has counted.
	 * @return counts that never fall
	 */
	public PrefixCounters counters() {
		return this.ledger.counters();
	}

	/**
	 * In how many ways the prompts of an endpoint begin.
	 * @param endpoint the endpoint
	 * @return how many there were of late
	 */
	public int heads(Endpoint endpoint) {
		return this.ledger.heads(endpoint, this.clock.millis());
	}

	@Override
	public byte[] scopeOf(Map<String, ? extends @Nullable Object> context) {
		return this.preparation.formOf(CallNames.of(context), texts(context));
	}

	@Override
	public ChatClientResponse adviseCall(ChatClientRequest request, CallAdvisorChain chain) {
		if (isSent(request)) {
			return chain.nextCall(request);
		}
		PreparedPrompt prepared = prepare(request, () -> this.salts.ofCall(request));
		ChatClientResponse response = call(request, prepared, chain);
		if (response.chatResponse() != null) {
			answered(prepared, usage(response));
		}
		return response;
	}

	@Override
	public Flux<ChatClientResponse> adviseStream(ChatClientRequest request, StreamAdvisorChain chain) {
		if (isSent(request)) {
			return chain.nextStream(request);
		}
		return Flux.deferContextual((context) -> this.salts.ofStream(request, context).flatMapMany((salt) -> {
			PreparedPrompt prepared = prepare(request, () -> salt);
			StreamedUsage usage = new StreamedUsage();
			return stream(request, prepared, chain).doOnNext((chunk) -> usage.add(usage(chunk)))
				.doOnComplete(() -> answered(prepared, usage.total()));
		}));
	}

	private ChatClientResponse call(ChatClientRequest request, PreparedPrompt prepared, CallAdvisorChain chain) {
		Runnable whenRefused = prepared.hinted().whenRefused();
		if (whenRefused == null) {
			return chain.nextCall(with(request, prepared.hinted().prompt()));
		}
		CallAdvisorChain again = chain.copy(this);
		try {
			return chain.nextCall(with(request, prepared.hinted().prompt()));
		}
		catch (RuntimeException ex) {
			whenRefused.run();
			return again.nextCall(with(request, prepared.plain()));
		}
	}

	private Flux<ChatClientResponse> stream(ChatClientRequest request, PreparedPrompt prepared,
			StreamAdvisorChain chain) {
		Runnable whenRefused = prepared.hinted().whenRefused();
		if (whenRefused == null) {
			return chain.nextStream(with(request, prepared.hinted().prompt()));
		}
		StreamAdvisorChain again = chain.copy(this);
		AtomicBoolean begun = new AtomicBoolean();
		return chain.nextStream(with(request, prepared.hinted().prompt()))
			.doOnNext((chunk) -> begun.set(true))
			.onErrorResume((failure) -> {
				whenRefused.run();
				return begun.get() ? Flux.error(failure) : again.nextStream(with(request, prepared.plain()));
			});
	}

	private PreparedPrompt prepare(ChatClientRequest request, Supplier<Fingerprint> salt) {
		try {
			PreparedPrompt prepared = this.preparation.prepare(request, texts(request.context()), salt.get());
			PrefixObservation observation = prepared.observation();
			if (observation != null && observation.alarm()) {
				logger.warn(DriftWarning.of(observation));
			}
			return prepared;
		}
		// An application's classes may do anything
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			warn(ex);
			return PreparedPrompt.unchanged(request.prompt());
		}
	}

	private void answered(PreparedPrompt prepared, PrefixUsage usage) {
		if (prepared.observation() != null) {
			this.ledger.answered(prepared.observation(), usage);
		}
	}

	private static PrefixUsage usage(ChatClientResponse response) {
		return (response.chatResponse() != null)
				? PrefixUsage.of(ProviderUsage.read(response.chatResponse().getMetadata().getUsage()))
				: PrefixUsage.UNKNOWN;
	}

	// Its message may have a prompt
	private void warn(Throwable failure) {
		if (this.failed.compareAndSet(false, true)) {
			logger.warn(
					"Prompts are sent as they are, since they could not be prepared: " + failure.getClass().getName());
		}
	}

	private static List<String> texts(Map<String, ? extends @Nullable Object> context) {
		return List.copyOf(PrefixParams.texts(context).values());
	}

	// A second advisor of the same chain, with the very prompt that the first has sent
	private static boolean isSent(ChatClientRequest request) {
		return request.context().get(SENT) instanceof Set<?> sent && sent.contains(request.prompt());
	}

	private static ChatClientRequest with(ChatClientRequest request, Prompt prompt) {
		Map<String, Object> context = new HashMap<>(request.context());
		// By identity: the next round's prompt may be equal
		Set<Prompt> sent = Collections.newSetFromMap(new IdentityHashMap<>());
		sent.add(prompt);
		context.put(SENT, sent);
		return new ChatClientRequest(prompt, context);
	}

	/**
	 * Usage of one streamed answer, of which the aggregated response loses what was
	 * cached.
	 */
	private static final class StreamedUsage {

		private PrefixUsage most = PrefixUsage.UNKNOWN;

		void add(PrefixUsage usage) {
			this.most = this.most.max(usage);
		}

		PrefixUsage total() {
			return this.most;
		}

	}

}
