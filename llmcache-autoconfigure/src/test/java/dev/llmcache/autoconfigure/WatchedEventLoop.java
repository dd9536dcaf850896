package dev.llmcache.autoconfigure;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.Set;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.Stamp;
import dev.llmcache.Mark;
import dev.llmcache.Fingerprint;
import dev.llmcache.LlmCached;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.test.MapAnswerStore;
import dev.llmcache.test.ScriptedChatModel;
import org.jspecify.annotations.Nullable;
import reactor.blockhound.BlockHound;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process whose event loops are watched while users of two tenants ask a chat client
 * over HTTP. Ends with an error if one is blocked or somebody gets another's answer.
 */
public final class WatchedEventLoop {

	static final String DONE = "no event loop was blocked";

	private static final List<String> BLOCKED = new CopyOnWriteArrayList<>();

	private WatchedEventLoop() {
	}

	public static void main(String[] arguments) throws IOException, InterruptedException {
		BlockHound.builder()
			.loadIntegrations()
			.blockingMethodCallback((method) -> BLOCKED
				.add("%s by %s: %s".formatted(method, Thread.currentThread().getName(), caller())))
			.install();
		try (ConfigurableApplicationContext context = start()) {
			Browser browser = new Browser(
					Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port")));
			for (String path : List.of("/stream", "/call")) {
				everyoneGetsTheirOwnAnswers(browser, path);
			}
			assertThat(BLOCKED).isEmpty();
			assertThat(context.getBean(SlowStore.class).calls).hasPositiveValue();
			browser.get("/block", "acme", "alice");
			assertThat(BLOCKED).isNotEmpty();
		}
		System.out.println(DONE);
		System.exit(0);
	}

	private static void everyoneGetsTheirOwnAnswers(Browser browser, String path)
			throws IOException, InterruptedException {
		String answer = browser.get(path, "acme", "alice");
		assertThat(browser.get(path, "acme", "alice")).isEqualTo(answer);
		assertThat(browser.get(path, "acme", "bob")).isNotEqualTo(answer);
		assertThat(browser.get(path, "globex", "alice")).isNotEqualTo(answer);
		assertThat(browser.get(path, "acme", "alice")).isEqualTo(answer);
		String uncached = browser.get(path, null, "alice");
		assertThat(browser.get(path, null, "alice")).isNotEqualTo(uncached);
	}

	private static ConfigurableApplicationContext start() {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.REACTIVE)
			.properties("server.port=0", "llmcache.defaults.owner=user", "llmcache.identity.tenant.header=X-Tenant",
					"llmcache.identity.user.principal=true", "llmcache.semantic.timeout=10s")
			.run();
	}

	private static String caller() {
		return Arrays.stream(Thread.currentThread().getStackTrace()).skip(4).limit(30).toList().toString();
	}

	/**
	 * The application.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ NettyReactiveWebServerAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
			WebFluxAutoConfiguration.class, LlmCacheAutoConfiguration.class, ChatClientAutoConfiguration.class })
	static class Application {

		@Bean
		ScriptedChatModel model() {
			return ScriptedChatModel.counting();
		}

		@Bean
		@LlmCached
		ChatClient desk(ChatClient.Builder builder) {
			return builder.build();
		}

		@Bean
		SlowStore store() {
			return new SlowStore();
		}

		@Bean
		WebFilter login() {
			return (exchange, chain) -> {
				String user = Objects.requireNonNull(exchange.getRequest().getHeaders().getFirst("X-Login"));
				return chain.filter(exchange)
					.contextWrite(ReactiveSecurityContextHolder
						.withAuthentication(new TestingAuthenticationToken(user, "", "USER")));
			};
		}

		@Bean
		Desk endpoints(ChatClient desk) {
			return new Desk(desk);
		}

	}

	/**
	 * What the application does over HTTP.
	 */
	@RestController
	static class Desk {

		private final ChatClient client;

		Desk(ChatClient client) {
			this.client = client;
		}

		@GetMapping("/stream")
		Flux<String> stream() {
			return this.client.prompt().user("When do you open?").stream().content();
		}

		@GetMapping("/call")
		Mono<String> call(@RequestHeader(name = "X-Tenant", required = false) @Nullable String tenant,
				@RequestHeader("X-Login") String user) {
			return Mono
				.fromCallable(() -> this.client.prompt()
					.user("Where are you?")
					.advisors(LlmCacheParams.tenant(Objects.requireNonNullElse(tenant, "")))
					.advisors(LlmCacheParams.user(user))
					.call()
					.content())
				.subscribeOn(Schedulers.boundedElastic());
		}

		@GetMapping("/block")
		Mono<String> block() {
			return Mono.fromCallable(() -> {
				Thread.sleep(1);
				return "blocked";
			});
		}

	}

	/**
	 * Store that keeps its callers waiting.
	 */
	static final class SlowStore implements AnswerStore {

		private final AnswerStore map = new MapAnswerStore(InstantSource.system());

		private final AtomicInteger calls = new AtomicInteger();

		@Override
		public @Nullable StoredRecord get(Fingerprint key) {
			pause();
			return this.map.get(key);
		}

		@Override
		public CompletionStage<@Nullable Void> put(Fingerprint key, StoredRecord record) {
			pause();
			return this.map.put(key, record);
		}

		@Override
		public long erase(Set<Mark> marks) {
			return 0;
		}

		@Override
		public long sweep(UnaryOperator<Set<Stamp>> outdated) {
			return 0;
		}

		@Override
		public void remove(Fingerprint key) {
			pause();
			this.map.remove(key);
		}

		@Override
		public void forEach(Consumer<StoredRecord> action) {
			this.map.forEach(action);
		}

		@Override
		public void close() {
			this.map.close();
		}

		private void pause() {
			this.calls.incrementAndGet();
			try {
				Thread.sleep(Duration.ofMillis(5));
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	/**
	 * Somebody who asks.
	 */
	private static final class Browser {

		private final HttpClient http = HttpClient.newHttpClient();

		private final int port;

		Browser(int port) {
			this.port = port;
		}

		String get(String path, @Nullable String tenant, String user) throws IOException, InterruptedException {
			HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
				.header("X-Login", user);
			if (tenant != null) {
				request.header("X-Tenant", tenant);
			}
			return this.http.send(request.build(), BodyHandlers.ofString()).body();
		}

	}

}
