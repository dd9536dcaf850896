package dev.llmcache.test.edge;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.security.Principal;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import dev.llmcache.edge.EdgeCacheable;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What applications do to responses beside answering.
 */
@RestController
class ServletTraps {

	private static final ThreadLocal<Principal> LOGIN = new ThreadLocal<>();

	private final ChatClient everyone;

	private final ChatClient tenant;

	ServletTraps(@Qualifier("publicClient") ChatClient everyone, @Qualifier("tenantClient") ChatClient tenant) {
		this.everyone = everyone;
		this.tenant = tenant;
	}

	private static String ask(ChatClient client, String question) {
		return String.valueOf(client.prompt().user(question).call().content());
	}

	@GetMapping("/trap/forward")
	void forward(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
		request.getRequestDispatcher("/faq").forward(request, response);
	}

	@GetMapping("/trap/both-ways")
	@EdgeCacheable
	void bothWays(@RequestParam String q, HttpServletResponse response) throws IOException {
		response.getOutputStream().print(ask(this.everyone, q));
		try {
			response.getWriter().print("from the writer");
		}
		catch (IllegalStateException ex) {
			response.getOutputStream().print(" refused");
		}
	}

	@GetMapping("/trap/reset")
	@EdgeCacheable
	void reset(@RequestParam String q, HttpServletResponse response) throws IOException {
		PrintWriter writer = response.getWriter();
		writer.print("too early");
		response.resetBuffer();
		writer.print(ask(this.everyone, q));
	}

	@GetMapping("/trap/own")
	@EdgeCacheable
	ResponseEntity<String> own(@RequestParam String q, @RequestParam String cc) {
		return ResponseEntity.ok().header("Cache-Control", cc).body(ask(this.everyone, q));
	}

	@GetMapping("/trap/sorry")
	@EdgeCacheable
	String sorry(@RequestParam String q) {
		ask(this.everyone, q);
		throw new IllegalArgumentException();
	}

	@ExceptionHandler(IllegalArgumentException.class)
	String sorry() {
		return "Sorry, ask again";
	}

	@GetMapping("/trap/elsewhere")
	String elsewhere(@RequestParam String q) {
		return CompletableFuture.supplyAsync(() -> ask(this.tenant, q)).join();
	}

	@GetMapping("/trap/elsewhere/public")
	@EdgeCacheable
	ResponseEntity<String> elsewherePublic(@RequestParam String q) {
		return ResponseEntity.ok()
			.header("Cache-Control", "public, max-age=600")
			.body(CompletableFuture.supplyAsync(() -> ask(this.tenant, q)).join());
	}

	@GetMapping("/trap/header-after-body")
	void headerAfterBody(@RequestParam String q, HttpServletResponse response) throws IOException {
		response.getWriter().print(ask(this.tenant, q));
		response.setHeader("Cache-Control", "public, max-age=600");
		response.setHeader("X-Accel-Expires", "600");
	}

	@GetMapping("/trap/late-cookie")
	@EdgeCacheable
	String lateCookie(@RequestParam String q) {
		return ask(this.everyone, q);
	}

	@GetMapping("/trap/login")
	@EdgeCacheable
	Callable<String> login(@RequestParam String q) {
		return () -> ask(this.everyone, q);
	}

	@GetMapping("/trap/begun")
	@EdgeCacheable
	void begun(@RequestParam String q, HttpServletRequest request, HttpServletResponse response) throws IOException {
		response.setContentType("text/plain");
		response.getOutputStream().print(ask(this.everyone, q));
		AsyncContext context = request.startAsync(request, response);
		context.start(() -> {
			try {
				response.getOutputStream().print(" and more");
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			context.complete();
		});
	}

	@Bean
	static FilterRegistrationBean<OncePerRequestFilter> threadsThatKnowTheLogin() {
		FilterRegistrationBean<OncePerRequestFilter> registration = new FilterRegistrationBean<>(
				new OncePerRequestFilter() {

					@Override
					protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
							FilterChain chain) throws ServletException, IOException {
						LOGIN.set(() -> "ada");
						chain.doFilter(new HttpServletRequestWrapper(request) {

							@Override
							public Principal getUserPrincipal() {
								return LOGIN.get();
							}

						}, response);
						LOGIN.remove();
					}

				});
		registration.addUrlPatterns("/trap/login");
		registration.setOrder(-60);
		return registration;
	}

	@Bean
	static FilterRegistrationBean<OncePerRequestFilter> lateCookies() {
		FilterRegistrationBean<OncePerRequestFilter> registration = new FilterRegistrationBean<>(
				new OncePerRequestFilter() {

					@Override
					protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
							FilterChain chain) throws ServletException, IOException {
						chain.doFilter(request, response);
						response.addCookie(new Cookie("late", "yes"));
					}

				});
		registration.addUrlPatterns("/trap/late-cookie");
		registration.setOrder(Integer.MIN_VALUE + 10);
		return registration;
	}

}
