package dev.llmcache.benchmarks.faults.node;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.llmcache.CacheOutcome;
import dev.llmcache.Layer;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.benchmarks.faults.node.Sample.Source;
import dev.llmcache.benchmarks.fleet.node.Clock;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.model.ChatResponse;

/**
 * Asks the chat client, and notes what became of it.
 *
 * @param client the client
 */
record Caller(ChatClient client) {

	/**
	 * Asks.
	 * @param question the question
	 * @param atMicros when it was to be asked
	 * @return what became of it
	 */
	Sample ask(Question question, long atMicros) {
		try {
			List<ChatClientResponse> pieces = pieces(question);
			String text = pieces.stream().map(Caller::text).collect(Collectors.joining());
			long took = Clock.micros() - atMicros;
			CacheOutcome outcome = CacheOutcome.from(pieces.getLast().context());
			return new Sample(atMicros, took, source(outcome), (outcome != null) ? outcome.reason() : null,
					question.tenant(), text.equals(question.about().answer()), serial(pieces.getLast()), null);
		}
		catch (RuntimeException | Error ex) {
			return new Sample(atMicros, Clock.micros() - atMicros, Source.NOBODY, null, question.tenant(), false, 0,
					String.valueOf(ex));
		}
	}

	private List<ChatClientResponse> pieces(Question question) {
		ChatClientRequestSpec request = this.client.prompt()
			.user(question.text())
			.advisors(LlmCacheParams.tenant("tenant-" + question.tenant()));
		return question.streamed() ? Objects.requireNonNull(request.stream().chatClientResponse().collectList().block())
				: List.of(request.call().chatClientResponse());
	}

	private static String text(ChatClientResponse piece) {
		ChatResponse response = piece.chatResponse();
		String text = (response == null || response.getResult() == null) ? null
				: response.getResult().getOutput().getText();
		return (text != null) ? text : "";
	}

	private static int serial(ChatClientResponse piece) {
		ChatResponse response = piece.chatResponse();
		String id = (response != null) ? response.getMetadata().getId() : "";
		return id.startsWith(FaultsNode.SERIAL) ? Integer.parseInt(id.substring(FaultsNode.SERIAL.length())) : 0;
	}

	private static Source source(@Nullable CacheOutcome outcome) {
		if (outcome == null) {
			return Source.MODEL;
		}
		return switch (outcome.status()) {
			case HIT, STALE -> (outcome.layer() == Layer.EXACT) ? Source.EXACT : Source.SEMANTIC;
			case COALESCED -> Source.COALESCED;
			case MISS, BYPASS -> Source.MODEL;
		};
	}

}
