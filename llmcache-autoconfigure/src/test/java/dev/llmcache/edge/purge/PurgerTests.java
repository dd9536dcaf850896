package dev.llmcache.edge.purge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;
import dev.llmcache.edge.EdgePurger;
import dev.llmcache.edge.EdgeTag;
import dev.llmcache.edge.TagHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * What goes over the wire to each product, and what its refusals come to.
 */
class PurgerTests {

	private static final Duration TIMEOUT = Duration.ofMillis(500);

	private static final Set<EdgeTag> TAGS = new LinkedHashSet<>(
			List.of(new EdgeTag("aaaaaaaaaaaaa"), new EdgeTag("bbbbbbbbbbbbb")));

	private final List<Call> calls = new CopyOnWriteArrayList<>();

	private volatile int status = 200;

	private volatile boolean isEndless;

	private volatile String reply = "{\"success\":true}";

	private final CountDownLatch end = new CountDownLatch(1);

	@SuppressWarnings("NullAway.Init")
	private HttpServer product;

	@BeforeEach
	void startProduct() throws IOException {
		this.product = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.product.createContext("/", (exchange) -> {
			this.calls.add(new Call(exchange.getRequestMethod() + " " + exchange.getRequestURI(),
					Map.copyOf(exchange.getRequestHeaders()),
					new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
			if (this.status == 0) {
				try {
					this.end.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}
			if (this.status == 307) {
				exchange.getResponseHeaders().set("Location", "/elsewhere");
			}
			if (this.isEndless) {
				exchange.sendResponseHeaders(200, 0);
				exchange.getResponseBody().write('x');
				exchange.getResponseBody().flush();
				return;
			}
			byte[] body = this.reply.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(Math.max(200, this.status), body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		this.product.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.product.start();
	}

	@AfterEach
	void stopProduct() {
		this.end.countDown();
		this.product.stop(0);
	}

	@Test
	void varnishIsSentTheTagsInAHeader() throws Exception {
		new VarnishPurger(List.of(uri(), uri()), TIMEOUT).purge(TAGS);
		assertThat(this.calls).hasSize(2).allSatisfy((call) -> {
			assertThat(call.line()).isEqualTo("PURGE /");
			assertThat(call.headers()).containsEntry("Xkey-purge", List.of("aaaaaaaaaaaaa bbbbbbbbbbbbb"));
		});
	}

	@Test
	void allVarnishServersArePurgedThoughOneIsGone() {
		VarnishPurger purger = new VarnishPurger(List.of(URI.create("http://127.0.0.1:1"), uri()), TIMEOUT);
		assertThatIOException().isThrownBy(() -> purger.purge(TAGS));
		assertThat(this.calls).hasSize(1);
	}

	@Test
	void fastlyIsSentABatch() throws Exception {
		EdgePurger purger = new FastlyPurger(uri(), "service1", "secret", TIMEOUT);
		purger.purge(TAGS);
		assertThat(this.calls).singleElement().satisfies((call) -> {
			assertThat(call.line()).isEqualTo("POST /service/service1/purge");
			assertThat(call.headers()).containsEntry("Fastly-key", List.of("secret"));
			assertThat(call.body()).isEqualTo("{\"surrogate_keys\":[\"aaaaaaaaaaaaa\",\"bbbbbbbbbbbbb\"]}");
		});
		assertThat(purger.maxTags()).isEqualTo(256);
		assertThat(purger.tagHeader()).isEqualTo(TagHeader.SURROGATE_KEY);
	}

	@Test
	void cloudflareIsSentTags() throws Exception {
		EdgePurger purger = new CloudflarePurger(uri(), "zone1", "secret", TIMEOUT);
		purger.purge(TAGS);
		assertThat(this.calls).singleElement().satisfies((call) -> {
			assertThat(call.line()).isEqualTo("POST /client/v4/zones/zone1/purge_cache");
			assertThat(call.headers()).containsEntry("Authorization", List.of("Bearer secret"));
			assertThat(call.body()).isEqualTo("{\"tags\":[\"aaaaaaaaaaaaa\",\"bbbbbbbbbbbbb\"]}");
		});
		assertThat(purger.maxTags()).isEqualTo(30);
		assertThat(purger.tagHeader()).isEqualTo(TagHeader.CACHE_TAG);
	}

	@Test
	void cloudflareMayRefuseWithSuccess() {
		this.reply = "{\"success\": false, \"errors\":[]}";
		assertThatIOException().isThrownBy(() -> new CloudflarePurger(uri(), "zone1", "secret", TIMEOUT).purge(TAGS));
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 403, 404, 429, 500, 503 })
	void aRefusalIsAFailureThatRepeatsNoSecret(int refused) {
		this.status = refused;
		for (EdgePurger purger : purgers()) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> purger.purge(TAGS))
				.withMessageContaining(String.valueOf(refused))
				.withMessageNotContaining("secret")
				.withMessageNotContaining("aaaa");
		}
	}

	@Test
	void whoeverDoesNotAnswerInTimeHasFailed() {
		this.status = 0;
		for (EdgePurger purger : purgers()) {
			assertThatIOException().isThrownBy(() -> purger.purge(TAGS));
		}
	}

	@Test
	@Timeout(10)
	void whoeverDoesNotEndInTimeHasFailed() {
		this.isEndless = true;
		for (EdgePurger purger : purgers()) {
			assertThatIOException().isThrownBy(() -> purger.purge(TAGS));
		}
	}

	@Test
	void noRedirectIsGivenTheSecret() {
		this.status = 307;
		for (EdgePurger purger : purgers()) {
			this.calls.clear();
			assertThatIOException().isThrownBy(() -> purger.purge(TAGS));
			assertThat(this.calls).hasSize(1);
		}
	}

	private List<EdgePurger> purgers() {
		return List.of(new VarnishPurger(List.of(uri()), TIMEOUT), new FastlyPurger(uri(), "s", "secret", TIMEOUT),
				new CloudflarePurger(uri(), "z", "secret", TIMEOUT));
	}

	private URI uri() {
		return URI.create("http://127.0.0.1:" + this.product.getAddress().getPort());
	}

	private record Call(String line, Map<String, List<String>> headers, String body) {

	}

}
