package dev.llmcache.test.edge;

import java.util.stream.Collectors;

import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.edge.EdgeCacheable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.WebSession;

/**
 * The application in WebFlux.
 */
@RestController
@EnableAutoConfiguration(
		exclude = { ReactiveWebSecurityAutoConfiguration.class, ReactiveUserDetailsServiceAutoConfiguration.class,
				ReactiveManagementWebSecurityAutoConfiguration.class, TomcatReactiveWebServerAutoConfiguration.class })
@Import({ EdgeApplication.Clients.class, ReactiveTraps.class })
class ReactiveShop {

	private final ChatClient everyone;

	private final ChatClient tenant;

	private final ChatClient plain;

	private final ChatClient unwitnessed;

	ReactiveShop(@Qualifier("publicClient") ChatClient everyone, @Qualifier("tenantClient") ChatClient tenant,
			@Qualifier("plainClient") ChatClient plain, @Qualifier("unwitnessedClient") ChatClient unwitnessed) {
		this.everyone = everyone;
		this.tenant = tenant;
		this.plain = plain;
		this.unwitnessed = unwitnessed;
	}

	private static Mono<String> ask(ChatClient client, String question) {
		return client.prompt().user(question).stream().content().collect(Collectors.joining());
	}

	private Mono<String> everyone(String question) {
		return ask(this.everyone, question);
	}

	@GetMapping("/faq")
	@EdgeCacheable
	Mono<String> faq(@RequestParam String q) {
		return everyone(q);
	}

	@GetMapping("/faq/similar")
	@EdgeCacheable(semantic = true)
	Mono<String> similar(@RequestParam String q) {
		return everyone(q);
	}

	@GetMapping("/faq/short")
	@EdgeCacheable(maxAge = 10, vary = {})
	Mono<String> shortLived(@RequestParam String q) {
		return everyone(q);
	}

	@GetMapping("/faq/json")
	@EdgeCacheable
	Mono<ServletShop.Answer> json(@RequestParam String q) {
		return everyone(q).map(ServletShop.Answer::new);
	}

	@GetMapping("/faq/tagged")
	@EdgeCacheable
	Mono<String> tagged(@RequestParam String q, @RequestParam String tags) {
		return this.everyone.prompt()
			.user(q)
			.advisors(LlmCacheParams.tags(tags.split(",")))
			.stream()
			.content()
			.collect(Collectors.joining());
	}

	@GetMapping("/paths/{q}")
	Mono<String> byPath(@PathVariable String q) {
		return everyone(q);
	}

	@GetMapping("/silent")
	Mono<String> silent(@RequestParam String q) {
		return everyone(q);
	}

	@GetMapping("/none")
	@EdgeCacheable
	Mono<String> none() {
		return Mono.just("nothing asked");
	}

	@GetMapping("/tenant")
	Mono<String> tenant(@RequestParam String q) {
		return ask(this.tenant, q);
	}

	@GetMapping("/tenant/careless")
	@EdgeCacheable
	Mono<String> carelessTenant(@RequestParam String q) {
		return ask(this.tenant, q);
	}

	@GetMapping("/both")
	@EdgeCacheable
	Mono<String> both(@RequestParam String q) {
		return Mono.zip(everyone(q), ask(this.tenant, q), String::concat);
	}

	@GetMapping("/plain")
	@EdgeCacheable
	Mono<String> plain(@RequestParam String q) {
		return Mono.zip(everyone(q), ask(this.plain, q), String::concat);
	}

	@GetMapping("/stray")
	@EdgeCacheable
	Mono<String> stray(@RequestParam String q) {
		Mono<String> own = Mono.fromCallable(() -> String.valueOf(this.tenant.prompt().user(q).call().content()))
			.subscribeOn(Schedulers.boundedElastic());
		return Mono.zip(everyone(q), own, String::concat);
	}

	@GetMapping("/cookie")
	@EdgeCacheable
	Mono<String> cookie(@RequestParam String q, ServerHttpResponse response) {
		response.addCookie(ResponseCookie.from("seen", "yes").build());
		return everyone(q);
	}

	@GetMapping("/session")
	@EdgeCacheable
	Mono<String> session(@RequestParam String q, WebSession session) {
		session.start();
		return everyone(q);
	}

	@GetMapping("/vary")
	@EdgeCacheable
	Mono<ResponseEntity<String>> vary(@RequestParam String q) {
		return everyone(q).map((answer) -> ResponseEntity.ok().header("Vary", "Cookie").body(answer));
	}

	@GetMapping("/own")
	Mono<ResponseEntity<String>> own(@RequestParam String q, @RequestParam String cc) {
		return ask(this.tenant, q).map((answer) -> ResponseEntity.ok()
			.header("Cache-Control", cc)
			.header("X-Accel-Expires", "60")
			.body(answer));
	}

	@GetMapping("/failing")
	@EdgeCacheable
	Mono<String> error(@RequestParam String q) {
		return Mono.zip(everyone(q), everyone("fail " + q), String::concat);
	}

	@GetMapping("/failing/body")
	@EdgeCacheable
	Mono<String> errorBody(@RequestParam String q) {
		return everyone("fail " + q).onErrorReturn("sorry");
	}

	@GetMapping("/missing")
	@EdgeCacheable
	Mono<String> missing(@RequestParam String q) {
		return everyone(q).then(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
	}

	@GetMapping("/not-ok")
	@EdgeCacheable
	Mono<ResponseEntity<String>> notOk(@RequestParam String q) {
		return everyone(q).map((answer) -> ResponseEntity.status(404).body(answer));
	}

	@GetMapping(path = { "/stream", "/flux" }, produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	@EdgeCacheable
	Flux<String> stream(@RequestParam String q) {
		return this.everyone.prompt().user(q).stream().content();
	}

	@GetMapping("/collected")
	@EdgeCacheable
	Mono<String> collected(@RequestParam String q) {
		return everyone(q);
	}

	@PostMapping("/ask")
	@EdgeCacheable
	Mono<String> post(@RequestParam String q) {
		return everyone(q);
	}

	@PostMapping("/ask/tenant")
	@EdgeCacheable
	Mono<String> postTenant(@RequestParam String q) {
		return ask(this.tenant, q);
	}

	@GetMapping("/unwitnessed")
	Mono<String> unwitnessed(@RequestParam String q) {
		return ask(this.unwitnessed, q);
	}

}
