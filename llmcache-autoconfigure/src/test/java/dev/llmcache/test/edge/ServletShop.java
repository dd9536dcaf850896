package dev.llmcache.test.edge;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.edge.EdgeCacheable;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The application in Spring MVC.
 */
@RestController
@EnableAutoConfiguration(exclude = { SecurityAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
		SecurityFilterAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class })
@Import({ EdgeApplication.Clients.class, ServletTraps.class })
class ServletShop {

	private final ChatClient everyone;

	private final ChatClient tenant;

	private final ChatClient plain;

	private final ChatClient unwitnessed;

	ServletShop(@Qualifier("publicClient") ChatClient everyone, @Qualifier("tenantClient") ChatClient tenant,
			@Qualifier("plainClient") ChatClient plain, @Qualifier("unwitnessedClient") ChatClient unwitnessed) {
		this.everyone = everyone;
		this.tenant = tenant;
		this.plain = plain;
		this.unwitnessed = unwitnessed;
	}

	private static String ask(ChatClient client, String question) {
		return String.valueOf(client.prompt().user(question).call().content());
	}

	private String everyone(String question) {
		return ask(this.everyone, question);
	}

	@GetMapping("/faq")
	@EdgeCacheable
	String faq(@RequestParam String q) {
		return everyone(q);
	}

	@GetMapping("/faq/similar")
	@EdgeCacheable(semantic = true)
	String similar(@RequestParam String q) {
		return everyone(q);
	}

	@GetMapping("/faq/short")
	@EdgeCacheable(maxAge = 10, vary = {})
	String shortLived(@RequestParam String q) {
		return everyone(q);
	}

	@GetMapping("/faq/json")
	@EdgeCacheable
	Answer json(@RequestParam String q) {
		return new Answer(everyone(q));
	}

	@GetMapping("/faq/tagged")
	@EdgeCacheable
	String tagged(@RequestParam String q, @RequestParam String tags) {
		return String
			.valueOf(this.everyone.prompt().user(q).advisors(LlmCacheParams.tags(tags.split(","))).call().content());
	}

	@GetMapping("/paths/{q}")
	String byPath(@PathVariable String q) {
		return everyone(q);
	}

	@GetMapping("/silent")
	String silent(@RequestParam String q) {
		return everyone(q);
	}

	@GetMapping("/none")
	@EdgeCacheable
	String none() {
		return "nothing asked";
	}

	@GetMapping("/tenant")
	String tenant(@RequestParam String q) {
		return ask(this.tenant, q);
	}

	@GetMapping("/tenant/careless")
	@EdgeCacheable
	String carelessTenant(@RequestParam String q) {
		return ask(this.tenant, q);
	}

	@GetMapping("/both")
	@EdgeCacheable
	String both(@RequestParam String q) {
		return everyone(q) + ask(this.tenant, q);
	}

	@GetMapping("/plain")
	@EdgeCacheable
	String plain(@RequestParam String q) {
		return everyone(q) + ask(this.plain, q);
	}

	@GetMapping("/stray")
	@EdgeCacheable
	String stray(@RequestParam String q) throws InterruptedException {
		String[] own = new String[1];
		Thread thread = Thread.ofPlatform().start(() -> own[0] = ask(this.tenant, q));
		String answer = everyone(q);
		thread.join();
		return answer + own[0];
	}

	@GetMapping("/cookie")
	@EdgeCacheable
	String cookie(@RequestParam String q, HttpServletResponse response) {
		response.addCookie(new Cookie("seen", "yes"));
		return everyone(q);
	}

	@GetMapping("/session")
	@EdgeCacheable
	String session(@RequestParam String q, HttpServletRequest request) {
		request.getSession();
		return everyone(q);
	}

	@GetMapping("/vary")
	@EdgeCacheable
	ResponseEntity<String> vary(@RequestParam String q) {
		return ResponseEntity.ok().header("Vary", "Cookie").body(everyone(q));
	}

	@GetMapping("/own")
	ResponseEntity<String> own(@RequestParam String q, @RequestParam String cc) {
		return ResponseEntity.ok()
			.header("Cache-Control", cc)
			.header("X-Accel-Expires", "60")
			.body(ask(this.tenant, q));
	}

	@GetMapping("/failing")
	@EdgeCacheable
	String error(@RequestParam String q) {
		return everyone(q) + everyone("fail " + q);
	}

	@GetMapping("/failing/body")
	@EdgeCacheable
	String errorBody(@RequestParam String q) {
		try {
			return everyone("fail " + q);
		}
		catch (RuntimeException ex) {
			return "sorry";
		}
	}

	@GetMapping("/missing")
	@EdgeCacheable
	String missing(@RequestParam String q) {
		everyone(q);
		throw new ResponseStatusException(HttpStatus.NOT_FOUND);
	}

	@GetMapping("/not-ok")
	@EdgeCacheable
	ResponseEntity<String> notOk(@RequestParam String q) {
		return ResponseEntity.status(404).body(everyone(q));
	}

	@GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	@EdgeCacheable
	SseEmitter stream(@RequestParam String q) {
		SseEmitter emitter = new SseEmitter();
		this.everyone.prompt()
			.user(q)
			.stream()
			.content()
			.subscribe((chunk) -> send(emitter, chunk), emitter::completeWithError, emitter::complete);
		return emitter;
	}

	private static void send(SseEmitter emitter, String chunk) {
		try {
			emitter.send(chunk);
		}
		catch (IOException ex) {
			emitter.completeWithError(ex);
		}
	}

	@GetMapping(path = "/flux", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	@EdgeCacheable
	Flux<String> flux(@RequestParam String q) {
		return this.everyone.prompt().user(q).stream().content();
	}

	@GetMapping("/collected")
	@EdgeCacheable
	String collected(@RequestParam String q) {
		return String.valueOf(this.everyone.prompt().user(q).stream().content().collect(Collectors.joining()).block());
	}

	@GetMapping("/callable")
	@EdgeCacheable
	Callable<String> callable(@RequestParam String q) {
		return () -> everyone(q);
	}

	@GetMapping("/callable/tenant")
	@EdgeCacheable
	Callable<String> callableTenant(@RequestParam String q) {
		return () -> ask(this.tenant, q);
	}

	@GetMapping("/deferred")
	@EdgeCacheable
	DeferredResult<String> deferred(@RequestParam String q) {
		DeferredResult<String> result = new DeferredResult<>();
		this.everyone.prompt()
			.user(q)
			.stream()
			.content()
			.collect(Collectors.joining())
			.subscribe(result::setResult, result::setErrorResult);
		return result;
	}

	@GetMapping("/written")
	@EdgeCacheable
	void written(@RequestParam String q, HttpServletResponse response) throws IOException {
		response.setContentType("text/plain");
		response.getWriter().write(everyone(q));
	}

	@GetMapping("/flushed")
	@EdgeCacheable
	void flushed(@RequestParam String q, HttpServletResponse response) throws IOException {
		response.setContentType("text/plain");
		String answer = everyone(q);
		response.flushBuffer();
		response.getWriter().write(answer + ask(this.tenant, q));
	}

	@GetMapping("/large")
	@EdgeCacheable
	String large(@RequestParam String q) {
		return everyone(q) + "x".repeat(2 << 20);
	}

	@PostMapping("/ask")
	@EdgeCacheable
	String post(@RequestParam String q) {
		return everyone(q);
	}

	@PostMapping("/ask/tenant")
	@EdgeCacheable
	String postTenant(@RequestParam String q) {
		return ask(this.tenant, q);
	}

	@GetMapping("/unwitnessed")
	String unwitnessed(@RequestParam String q) {
		return ask(this.unwitnessed, q);
	}

	record Answer(String answer) {

	}

}
