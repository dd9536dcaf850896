package dev.llmcache.test.edge;

import java.util.stream.Collectors;

import dev.llmcache.edge.EdgeCacheable;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What applications do to responses beside answering.
 */
@RestController
class ReactiveTraps {

	private final ChatClient everyone;

	private final ChatClient tenant;

	ReactiveTraps(@Qualifier("publicClient") ChatClient everyone, @Qualifier("tenantClient") ChatClient tenant) {
		this.everyone = everyone;
		this.tenant = tenant;
	}

	private Mono<String> everyone(String question) {
		return this.everyone.prompt().user(question).stream().content().collect(Collectors.joining());
	}

	private Mono<String> elsewhere(String question) {
		return Mono.fromCallable(() -> String.valueOf(this.tenant.prompt().user(question).call().content()))
			.subscribeOn(Schedulers.boundedElastic());
	}

	@GetMapping("/trap/own")
	@EdgeCacheable
	Mono<ResponseEntity<String>> own(@RequestParam String q, @RequestParam String cc) {
		return everyone(q).map((answer) -> ResponseEntity.ok().header("Cache-Control", cc).body(answer));
	}

	@GetMapping("/trap/elsewhere")
	Mono<String> elsewhereSilent(@RequestParam String q) {
		return elsewhere(q);
	}

	@GetMapping("/trap/elsewhere/public")
	@EdgeCacheable
	Mono<ResponseEntity<String>> elsewherePublic(@RequestParam String q) {
		return elsewhere(q)
			.map((answer) -> ResponseEntity.ok().header("Cache-Control", "public, max-age=600").body(answer));
	}

	@GetMapping({ "/trap/late-cookie", "/trap/late-failure" })
	@EdgeCacheable
	Mono<String> late(@RequestParam String q) {
		return everyone(q);
	}

	@GetMapping("/trap/files")
	String files(ServerHttpResponse response) {
		return String.valueOf(response instanceof ZeroCopyHttpOutputMessage);
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	static WebFilter late() {
		return (exchange, chain) -> {
			String path = exchange.getRequest().getPath().value();
			ServerHttpResponse response = exchange.getResponse();
			if (path.equals("/trap/late-cookie")) {
				response.beforeCommit(
						() -> Mono.fromRunnable(() -> response.addCookie(ResponseCookie.from("late", "yes").build())));
			}
			if (path.equals("/trap/late-failure")) {
				response.beforeCommit(() -> Mono.error(new IllegalStateException("Too late")));
			}
			return chain.filter(exchange);
		};
	}

}
