package dev.llmcache.edge;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import dev.llmcache.test.edge.EdgeApplication;
import dev.llmcache.test.edge.EdgeApplication.Stack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What applications do to responses beside answering, which makes nothing public that is
 * not, and breaks nothing.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class EdgeTraps {

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final EdgeApplication application;

	EdgeTraps(Stack stack) {
		this.application = EdgeApplication.start(stack, "llmcache.edge.tag-headers=xkey",
				"llmcache.edge.answers-path=/answers", "llmcache.policies.public.ttl-jitter=0",
				"llmcache.policies.public.stale-for=20s");
	}

	@AfterAll
	void stop() {
		this.application.close();
		this.client.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "max-age=60 | public, max-age=60, s-maxage=60, stale-while-revalidate=0",
			"public, max-age=10, s-maxage=30 | public, max-age=10, s-maxage=30, stale-while-revalidate=0",
			"max-age=0, must-revalidate | public, max-age=0, s-maxage=0, stale-while-revalidate=0, must-revalidate" })
	void aPublicAnswerIsKeptForNoLongerThanTheApplicationSays(String own, String expected) throws Exception {
		assertThat(header(get("/trap/own", "cc", own))).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "private", "no-store", "no-cache" })
	void aPublicAnswerIsNotKeptWhereTheApplicationSaysSo(String own) throws Exception {
		assertThat(header(get("/trap/own", "cc", own))).isEqualTo(own);
	}

	@Test
	void aPublicAnswerSetsNoCookieLate() throws Exception {
		URI uri = URI.create(this.application.uri() + "/trap/late-cookie?q=" + UUID.randomUUID());
		HttpResponse<String> first = send(HttpRequest.newBuilder(uri));
		assertThat(first.body()).startsWith("public: answer");
		HttpResponse<String> again = send(
				HttpRequest.newBuilder(uri).header("If-None-Match", first.headers().firstValue("ETag").orElseThrow()));
		assertThat(again.statusCode()).isEqualTo(304);
		for (HttpResponse<String> response : List.of(first, again)) {
			assertThat(header(response).startsWith("public") && response.headers().firstValue("Set-Cookie").isPresent())
				.isFalse();
		}
	}

	@Test
	void anAddressInTheWrongTypeIsNotKeptEither() throws Exception {
		String location = post().headers().firstValue("Content-Location").orElseThrow();
		HttpResponse<String> response = send(
				HttpRequest.newBuilder(URI.create(this.application.uri() + location)).header("Accept", "image/png"));
		assertThat(response.statusCode()).isBetween(400, 499);
		assertThat(header(response)).contains("no-store");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/trap/elsewhere", "/trap/elsewhere/public" })
	void whatAnotherThreadAskedIsNotKept(String path) throws Exception {
		HttpResponse<String> response = get(path);
		assertThat(response.body()).startsWith("tenant: answer");
		assertThat(header(response)).contains("private").doesNotContain("public");
		assertThat(response.headers().firstValue("X-Accel-Expires")).isEmpty();
	}

	protected static String header(HttpResponse<?> response) {
		return String.join(", ", response.headers().allValues("Cache-Control"));
	}

	private HttpResponse<String> post() throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(URI.create(this.application.uri() + "/ask?q=" + UUID.randomUUID()))
			.POST(HttpRequest.BodyPublishers.noBody()));
	}

	protected HttpResponse<String> get(String path, String... parameter) throws IOException, InterruptedException {
		String more = (parameter.length > 0)
				? "&" + parameter[0] + "=" + URLEncoder.encode(parameter[1], StandardCharsets.UTF_8) : "";
		return send(HttpRequest.newBuilder(URI.create(this.application.uri() + path + "?q=" + UUID.randomUUID() + more))
			.header("X-Tenant", "acme"));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
	}

}
