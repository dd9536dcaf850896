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
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.Invalidation;
import dev.llmcache.edge.EdgeDecision.Reason;
import dev.llmcache.test.edge.EdgeApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every stack tells the caches in front of it.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class EdgeContract {

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	protected final EdgeApplication application;

	EdgeContract(EdgeApplication.Stack stack) {
		this.application = EdgeApplication.start(stack, "llmcache.edge.answers-path=/answers",
				"llmcache.edge.paths=/paths/{q}", "llmcache.edge.tag-headers=xkey,surrogate-key,cache-groups",
				"llmcache.policies.public.stale-for=20s", "llmcache.policies.public.ttl-jitter=0",
				"llmcache.policies.public.semantic.accept=threshold",
				"llmcache.policies.public.semantic.threshold=0.6");
	}

	@AfterAll
	void stop() {
		this.application.close();
		this.client.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/faq", "/faq/similar", "/faq/json", "/collected" })
	void publicAnswersAreKept(String path) throws Exception {
		String question = question();
		for (int i = 0; i < 2; i++) {
			HttpResponse<String> response = get(path + "?q=" + question);
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).contains("public: answer");
			assertThat(header(response, "Cache-Control"))
				.matches("public, max-age=35[0-9]{2}, s-maxage=35[0-9]{2}, stale-while-revalidate=20");
			assertThat(header(response, "ETag")).matches("W/\"[A-Za-z0-9_-]{22}\"");
			assertThat(header(response, "Vary")).contains("Accept");
			assertThat(response.headers().firstValue("Age")).isEmpty();
			assertThat(header(response, "xkey")).matches("[a-z2-7]{13}( [a-z2-7]{13})+");
			assertThat(header(response, "Surrogate-Key")).isEqualTo(header(response, "xkey"));
			assertThat(header(response, "Cache-Groups")).startsWith("\"").endsWith("\"").contains("\", \"");
			awaitStored(question);
		}
	}

	@Test
	void publicAnswersOfPathsAreKept() throws Exception {
		assertThat(header(get("/paths/" + question()), "Cache-Control")).startsWith("public");
	}

	@Test
	void saysWhatTheCacheDid() throws Exception {
		String path = "/faq?q=" + question();
		assertThat(header(get(path), "Cache-Status")).matches("llmcache; fwd=miss; stored; ttl=35[0-9]{2}");
		Awaitility.await()
			.untilAsserted(() -> assertThat(header(get(path), "Cache-Status"))
				.matches("llmcache; hit; detail=exact; ttl=35[0-9]{2}"));
	}

	@Test
	void keepsForNoLongerThanTheHandlerSays() throws Exception {
		HttpResponse<String> response = get("/faq/short?q=" + question());
		assertThat(header(response, "Cache-Control"))
			.isEqualTo("public, max-age=10, s-maxage=10, stale-while-revalidate=0");
		assertThat(header(response, "Vary")).doesNotContain("Accept");
	}

	@Test
	void headersOfHeadAreThoseOfGet() throws Exception {
		String path = "/faq?q=" + question();
		HttpResponse<String> get = get(path);
		HttpResponse<String> head = send(
				HttpRequest.newBuilder(uri(path)).method("HEAD", HttpRequest.BodyPublishers.noBody()));
		assertThat(header(head, "Cache-Control")).startsWith("public");
		assertThat(header(head, "ETag")).isEqualTo(header(get, "ETag"));
		assertThat(head.body()).isEmpty();
	}

	@Test
	void whoHasTheAnswerIsToldSoWithoutACallOfTheModel() throws Exception {
		String path = "/faq?q=" + question();
		HttpResponse<String> first = get(path);
		awaitHit(path);
		int calls = this.application.model().calls();
		HttpResponse<String> second = send(
				HttpRequest.newBuilder(uri(path)).header("If-None-Match", "\"other\", " + header(first, "ETag")));
		assertThat(second.statusCode()).isEqualTo(304);
		assertThat(second.body()).isEmpty();
		assertThat(header(second, "Cache-Control")).startsWith("public");
		assertThat(header(second, "xkey")).isEqualTo(header(first, "xkey"));
		assertThat(header(second, "ETag")).isEqualTo(header(first, "ETag"));
		assertThat(this.application.model().calls()).isEqualTo(calls);
	}

	@Test
	void whoHasAnotherAnswerIsGivenThisOne() throws Exception {
		HttpResponse<String> response = send(
				HttpRequest.newBuilder(uri("/faq?q=" + question())).header("If-None-Match", "W/\"other\""));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("answer");
	}

	@ParameterizedTest
	@CsvSource({ "/silent,NOT_OPTED_IN", "/tenant,NOT_OPTED_IN", "/tenant/careless,PRIVATE", "/both,PRIVATE",
			"/plain,PRIVATE", "/stray,STRAY_CALL", "/cookie,COOKIE", "/session,COOKIE", "/vary,VARIES",
			"/failing/body,PRIVATE", "/not-ok,STATUS" })
	void otherAnswersAreNot(String path, Reason reason) throws Exception {
		long before = withheld(reason);
		HttpResponse<String> response = get(path + "?q=" + question());
		assertThat(response.headers().allValues("Cache-Control")).containsExactly("private, no-store");
		assertThat(response.headers().firstValue("xkey")).isEmpty();
		assertThat(response.headers().firstValue("Cache-Status")).isEmpty();
		assertThat(withheld(reason)).isGreaterThan(before);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/both", "/tenant/careless", "/cookie", "/session", "/vary", "/stray" })
	void otherAnswersAreNotKeptOnAHitEither(String path) throws Exception {
		String question = question();
		get(path + "?q=" + question);
		get(path + "?q=" + question);
		assertThat(get(path + "?q=" + question).headers().allValues("Cache-Control"))
			.containsExactly("private, no-store");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/failing", "/missing" })
	void errorsAreNotKept(String path) throws Exception {
		HttpResponse<String> response = get(path + "?q=" + question());
		assertThat(response.statusCode()).isGreaterThanOrEqualTo(400);
		assertThat(header(response, "Cache-Control")).contains("no-store").doesNotContain("public");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/stream", "/flux" })
	void streamsAreNotKept(String path) throws Exception {
		HttpResponse<String> response = get(path + "?q=" + question());
		assertThat(response.body()).contains("answer");
		// Spring Security says it in its own words once a request has become asynchronous
		assertThat(header(response, "Cache-Control")).contains("no-store").doesNotContain("public");
	}

	@Test
	void aLongAnswerThatWasCutOffIsNotKept() throws Exception {
		assertThat(get("/faq?q=long-" + question()).headers().allValues("Cache-Control"))
			.containsExactly("private, no-store");
	}

	@Test
	void whatWhoeverSaysWhoHeIsWasAnsweredIsNotKept() throws Exception {
		HttpResponse<String> response = send(
				HttpRequest.newBuilder(uri("/faq?q=" + question())).header("Authorization", "Basic YWRhOmxvdmVsYWNl"));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(header(response, "Cache-Control")).isEqualTo("private, no-store");
	}

	@Test
	void answersOfTheSameMeaningAreKeptWhereTheHandlerAllowsIt() throws Exception {
		String question = "which planet of the sun is " + UUID.randomUUID() + " the largest";
		get("/faq?q=" + encoded(question));
		// Each time in other words: one that came too early has an answer of its own now
		AtomicInteger times = new AtomicInteger();
		Awaitility.await().untilAsserted(() -> {
			String similar = encoded(question + word(times.incrementAndGet()));
			assertThat(header(get("/faq/similar?q=" + similar), "Cache-Status")).contains("hit; detail=semantic");
			assertThat(header(get("/faq?q=" + similar), "Cache-Control")).isEqualTo("private, no-store");
		});
	}

	private static String word(int number) {
		return " " + "x".repeat(number);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "private, max-age=60 | private, max-age=60", "no-store | no-store", "no-cache | no-cache",
					"public, max-age=60, s-maxage=600 | private, max-age=60", "max-age=60 | private, max-age=60",
					"public | private, no-store" })
	void theApplicationsOwnIsLeftAloneButForWhatSharesIt(String own, String expected) throws Exception {
		HttpResponse<String> response = get("/own?q=" + question() + "&cc=" + encoded(own));
		assertThat(String.join(", ", response.headers().allValues("Cache-Control"))).isEqualTo(expected);
		assertThat(response.headers().firstValue("X-Accel-Expires")).isEmpty();
	}

	@Test
	void whatAsksNoModelIsLeftAlone() throws Exception {
		HttpResponse<String> response = get("/none");
		assertThat(response.body()).isEqualTo("nothing asked");
		assertThat(response.headers().firstValue("xkey")).isEmpty();
		assertThat(response.headers().firstValue("ETag")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10, 200, 5000 })
	void tagsNeverMakeAHeaderTooLong(int count) throws Exception {
		StringBuilder tags = new StringBuilder();
		for (int i = 0; i < count && tags.length() < 3500; i++) {
			tags.append((i > 0) ? "," : "").append(i);
		}
		HttpResponse<String> response = get("/faq/tagged?q=" + question() + "&tags=" + tags);
		assertThat(header(response, "Cache-Control")).startsWith("public");
		assertThat(header(response, "xkey").length()).isLessThan(4096);
		if (count > 300) {
			assertThat(header(response, "xkey")).isEqualTo(EdgeTag.OVERFLOW.value());
		}
	}

	@Test
	void whatIsInvalidatedMeanwhileIsNotKept() throws Exception {
		String tag = UUID.randomUUID().toString();
		this.application.model().pause(() -> this.application.cache().invalidate(Invalidation.byTag(tag)));
		try {
			HttpResponse<String> response = get("/faq/tagged?q=" + question() + "&tags=" + tag);
			assertThat(response.body()).contains("answer");
			assertThat(header(response, "Cache-Control")).isEqualTo("private, no-store");
		}
		finally {
			this.application.model().pause(() -> {
			});
		}
	}

	@Test
	void theAnswerToAPostIsFetchedByItsAddress() throws Exception {
		String question = question();
		HttpResponse<String> post = post("/ask?q=" + question);
		assertThat(header(post, "Cache-Control")).isEqualTo("private, no-store");
		String location = header(post, "Content-Location");
		assertThat(location).matches("/answers/[A-Za-z0-9_-]{64}");
		int calls = this.application.model().calls();
		Awaitility.await().untilAsserted(() -> assertThat(get(location).statusCode()).isEqualTo(200));
		HttpResponse<String> answer = get(location);
		assertThat(answer.body()).isEqualTo(post.body());
		assertThat(header(answer, "Content-Type")).startsWith("text/plain");
		assertThat(header(answer, "Cache-Control")).startsWith("public");
		assertThat(header(answer, "xkey")).isNotEmpty();
		HttpResponse<String> json = send(HttpRequest.newBuilder(uri(location)).header("Accept", "application/json"));
		assertThat(json.body()).startsWith("{\"answer\":\"public: answer");
		assertThat(header(json, "Vary")).contains("Accept");
		assertThat(this.application.model().calls()).isEqualTo(calls);
		this.application.cache().invalidate(Invalidation.byPolicy("public"));
		HttpResponse<String> gone = get(location);
		assertThat(gone.statusCode()).isEqualTo(404);
		assertThat(header(gone, "Cache-Control")).contains("no-store");
		assertThat(this.application.model().calls()).isEqualTo(calls);
	}

	@Test
	void theAnswerToAPrivatePostHasNoAddress() throws Exception {
		assertThat(post("/ask/tenant?q=" + question()).headers().firstValue("Content-Location")).isEmpty();
	}

	@Test
	void addressesThatWereNotGivenOutAskNoModel() throws Exception {
		int calls = this.application.model().calls();
		for (String id : new String[] { "x", "a".repeat(64), "..", "a.css", "%2e%2e", "A".repeat(63) + "=" }) {
			assertThat(get("/answers/" + id).statusCode()).as(id).isIn(404, 400);
		}
		assertThat(this.application.model().calls()).isEqualTo(calls);
	}

	private long withheld(Reason reason) {
		return this.application.gate().withheld().getOrDefault(reason, 0L);
	}

	protected void awaitHit(String path) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(header(get(path), "Cache-Status")).contains("hit"));
	}

	// An exact hit is the only thing that repeats an answer's number
	private void awaitStored(String question) {
		Awaitility.await()
			.untilAsserted(() -> assertThat(get("/silent?q=" + encoded(question)).body())
				.isEqualTo(get("/silent?q=" + encoded(question)).body()));
	}

	protected static String question() {
		return UUID.randomUUID().toString();
	}

	protected static String header(HttpResponse<?> response, String name) {
		return String.join(", ", response.headers().allValues(name));
	}

	protected static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	protected HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(uri(path)).header("X-Tenant", "acme"));
	}

	private HttpResponse<String> post(String path) throws IOException, InterruptedException {
		return send(
				HttpRequest.newBuilder(uri(path)).header("X-Tenant", "acme").POST(HttpRequest.BodyPublishers.noBody()));
	}

	protected HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
	}

	protected URI uri(String path) {
		return URI.create(this.application.uri() + path);
	}

}
