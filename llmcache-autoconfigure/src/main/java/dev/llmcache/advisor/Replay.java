package dev.llmcache.advisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CachedAnswer;
import dev.llmcache.FinishedCall.Spared;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * Turns a stored answer back into what Spring AI expects of a model.
 * <p>
 * Carries the whole context of the request, without which memory and retrieval advisors
 * further out fail. Charges no tokens; the ones that the model counted are kept in the
 * metadata as {@value #ORIGINAL_USAGE}.
 */
final class Replay {

	static final String ORIGINAL_USAGE = "llmcache.original-usage";

	private final CachedAnswer answer;

	private final Map<String, @Nullable Object> requestContext;

	private final CacheOutcome outcome;

	private final Duration sparedTime;

	private Replay(CachedAnswer answer, Map<String, @Nullable Object> requestContext, CacheOutcome outcome,
			Duration sparedTime) {
		this.answer = answer;
		this.requestContext = requestContext;
		this.outcome = outcome;
		this.sparedTime = sparedTime;
	}

	/**
	 * Prepares a replay.
	 * @param answer what is stored
	 * @param requestContext context of the request
	 * @param outcome what the cache did
	 * @return the replay, or null when the answer has nothing to replay
	 */
	static @Nullable Replay of(CachedAnswer answer, Map<String, @Nullable Object> requestContext,
			CacheOutcome outcome) {
		// Who is given another call's answer has waited as long as that
		Duration time = (outcome.status() == CacheOutcome.Status.COALESCED) ? Duration.ZERO : answer.modelTime();
		return answer.generations().isEmpty() ? null : new Replay(answer, requestContext, outcome, time);
	}

	/**
	 * The same replay for a call that has waited for another instance, which saves it
	 * only the rest of the time.
	 * @return a replay
	 */
	Replay awaited() {
		return new Replay(this.answer, this.requestContext, this.outcome,
				Objects.requireNonNullElse(this.outcome.savedTime(), Duration.ZERO));
	}

	void enter(CallAccount account) {
		account.gives(this.outcome, this.answer.model(), new Spared(this.answer.usage(), this.sparedTime));
	}

	/**
	 * The same replay for advisors further in, which may have added to the context.
	 * @param context context of the request as they sent it on
	 * @return a replay
	 */
	Replay within(Map<String, @Nullable Object> context) {
		return new Replay(this.answer, context, this.outcome, this.sparedTime);
	}

	ChatClientResponse whole() {
		List<Generation> generations = new ArrayList<>(this.answer.generations().size());
		for (CachedAnswer.Generation stored : this.answer.generations()) {
			generations.add(new ReplayedGeneration(stored).whole());
		}
		return response(generations, true);
	}

	/**
	 * The generations one after another, each in chunks. What comes last of an
	 * alternative says why the model stopped, so that nobody stops listening between
	 * thoughts and answer.
	 * @return at least one chunk
	 */
	Flux<ChatClientResponse> chunks() {
		List<Generation> chunks = new ArrayList<>();
		for (int position = 0; position < this.answer.generations().size(); position++) {
			chunks.addAll(new ReplayedGeneration(this.answer.generations().get(position)).chunks(isLast(position)));
		}
		int last = chunks.size() - 1;
		// The first is not to wait for the others
		return Flux.range(0, chunks.size())
			.map((position) -> response(List.of(chunks.get(position)), position == last));
	}

	private boolean isLast(int position) {
		List<CachedAnswer.Generation> generations = this.answer.generations();
		int alternative = alternative(generations.get(position));
		return generations.subList(position + 1, generations.size())
			.stream()
			.noneMatch((later) -> alternative(later) == alternative);
	}

	private static int alternative(CachedAnswer.Generation generation) {
		return MessageMetadata.alternative(generation.metadata(), 0);
	}

	private ChatClientResponse response(List<Generation> generations, boolean complete) {
		return ChatClientResponse.builder()
			.chatResponse(new ChatResponse(generations, metadata(complete)))
			.context(this.requestContext)
			.context(CacheOutcome.CONTEXT_KEY, this.outcome)
			.build();
	}

	private ChatResponseMetadata metadata(boolean complete) {
		ChatResponseMetadata.Builder metadata = ChatResponseMetadata.builder()
			.metadata(complete ? this.answer.metadata() : Map.of())
			.metadata(this.outcome.metadata())
			.usage(new EmptyUsage());
		if (this.answer.id() != null) {
			metadata.id(this.answer.id());
		}
		if (this.answer.model() != null) {
			metadata.model(this.answer.model());
		}
		if (complete) {
			metadata.keyValue(ORIGINAL_USAGE, this.answer.usage());
		}
		return metadata.build();
	}

}
