package dev.llmcache.sample;

import java.util.Map;
import java.util.Objects;

import dev.llmcache.sample.demo.DemoChatModel;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a cache in front of the sample is told.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.demo.first-token=50ms", "sample.demo.tokens-per-second=2000" })
class PublicFaqIT {

	@LocalServerPort
	private int port;

	@Autowired
	private DemoChatModel model;

	@Test
	void anAnswerOfTheFaqIsPublic() {
		ResponseEntity<Map<String, Object>> first = get("/api/faq/1");
		ResponseEntity<Map<String, Object>> second = get("/api/faq/1");

		assertThat(first.getHeaders().getCacheControl()).startsWith("public, max-age=3")
			.contains("stale-while-revalidate=0");
		assertThat(first.getHeaders().getFirst("Cache-Status")).contains("fwd=miss");
		assertThat(second.getHeaders().getFirst("Cache-Status")).contains("hit; detail=exact");
		assertThat(second.getBody()).isEqualTo(first.getBody());
		assertThat(second.getHeaders().getETag()).isEqualTo(first.getHeaders().getETag()).startsWith("W/");
	}

	@Test
	void isToldByItsETagAlone() {
		String tag = Objects.requireNonNull(get("/api/faq/2").getHeaders().getETag());
		long calls = this.model.calls();

		ResponseEntity<Void> again = client().get()
			.uri("/api/faq/2")
			.header(HttpHeaders.IF_NONE_MATCH, tag)
			.retrieve()
			.toBodilessEntity();

		assertThat(again.getStatusCode()).isEqualTo(HttpStatus.NOT_MODIFIED);
		assertThat(this.model.calls()).isEqualTo(calls);
	}

	@Test
	void nobodyElsesAnswerIs() {
		assertThat(client().post()
			.uri("/api/ask")
			.body(Map.of("question", "How long is the warranty on the Brisk Kettle?", "tenant", "acme"))
			.retrieve()
			.toBodilessEntity()
			.getHeaders()
			.getCacheControl()).isEqualTo("private, no-store");
		assertThat(client().get()
			.uri("/api/faq/3")
			.header(HttpHeaders.AUTHORIZATION, "Bearer somebody")
			.retrieve()
			.toBodilessEntity()
			.getHeaders()
			.getCacheControl()).isEqualTo("private, no-store");
	}

	@Test
	void onlyQuestionsOfTheFaqCanBeAsked() {
		long calls = this.model.calls();
		for (String path : new String[] { "/api/faq/0", "/api/faq/100000" }) {
			HttpStatusCode status = client().get().uri(path).exchange((request, response) -> response.getStatusCode());
			assertThat(status).isEqualTo(HttpStatus.NOT_FOUND);
		}
		assertThat(this.model.calls()).isEqualTo(calls);
	}

	private ResponseEntity<Map<String, Object>> get(String path) {
		return client().get().uri(path).retrieve().toEntity(new ParameterizedTypeReference<Map<String, Object>>() {
		});
	}

	private RestClient client() {
		return RestClient.create("http://localhost:" + this.port);
	}

}
