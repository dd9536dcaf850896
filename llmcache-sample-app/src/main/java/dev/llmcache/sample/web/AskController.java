package dev.llmcache.sample.web;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import dev.llmcache.CacheOutcome;
import dev.llmcache.sample.Question;
import dev.llmcache.sample.SupportDesk;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers questions over HTTP, at once or as server-sent events.
 */
@RestController
@RequestMapping("/api/ask")
class AskController {

	private static final Log logger = LogFactory.getLog(AskController.class);

	private final SupportDesk desk;

	private final SavedMoney money;

	AskController(SupportDesk desk, SavedMoney money) {
		this.desk = desk;
		this.money = money;
	}

	@PostMapping
	AskAnswer ask(@RequestBody AskRequest request) {
		ChatClientResponse response = this.desk.ask(request.toQuestion());
		return new AskAnswer(Objects.requireNonNullElse(text(response), ""), cache(response));
	}

	@GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<Object>> stream(@RequestParam(required = false) @Nullable String q,
			@RequestParam(required = false) @Nullable String tenant,
			@RequestParam(required = false) @Nullable Double temperature,
			@RequestParam(required = false) @Nullable String system) {
		return events(new AskRequest(q, tenant, temperature, system).toQuestion());
	}

	// For questions that are too long for an address
	@PostMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<Object>> stream(@RequestBody AskRequest request) {
		return events(request.toQuestion());
	}

	private Flux<ServerSentEvent<Object>> events(Question question) {
		AtomicReference<@Nullable ChatClientResponse> last = new AtomicReference<>();
		Flux<ServerSentEvent<Object>> chunks = this.desk.stream(question)
			.doOnNext(last::set)
			.mapNotNull(AskController::text)
			.filter((text) -> !text.isEmpty())
			.map((text) -> event("chunk", Map.of("text", text)));
		Mono<ServerSentEvent<Object>> done = Mono.fromSupplier(() -> event("done", new Done(cache(last.get()))));
		return chunks.concatWith(done).onErrorResume((ex) -> {
			logger.warn("Could not answer: " + ex.getClass().getName());
			return Mono.just(event("error", Map.of("detail", Problems.NO_ANSWER)));
		});
	}

	private AskAnswer.@Nullable Cache cache(@Nullable ChatClientResponse response) {
		return (response != null) ? AskAnswer.Cache.of(CacheOutcome.from(response.context()), this.money.of(response))
				: null;
	}

	static @Nullable String text(ChatClientResponse response) {
		return (response.chatResponse() != null && response.chatResponse().getResult() != null)
				? response.chatResponse().getResult().getOutput().getText() : null;
	}

	private static ServerSentEvent<Object> event(String name, Object content) {
		return ServerSentEvent.builder(content).event(name).build();
	}

	/**
	 * Content of the last event.
	 */
	private record Done(AskAnswer.@Nullable Cache cache) {
	}

}
