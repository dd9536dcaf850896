package dev.llmcache.edge;

import java.net.http.HttpResponse;

import dev.llmcache.test.edge.EdgeApplication.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ServletEdgeTests extends EdgeContract {

	ServletEdgeTests() {
		super(Stack.SERVLET);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/callable", "/deferred", "/written" })
	void publicAnswersAreKeptHoweverTheyAreWritten(String path) throws Exception {
		HttpResponse<String> response = get(path + "?q=" + question());
		assertThat(response.body()).startsWith("public: answer");
		assertThat(header(response, "Cache-Control")).startsWith("public");
		assertThat(header(response, "ETag")).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/callable/tenant", "/flushed", "/large" })
	void otherAnswersAreNotHoweverTheyAreWritten(String path) throws Exception {
		HttpResponse<String> response = get(path + "?q=" + question());
		assertThat(response.body()).contains("answer");
		assertThat(header(response, "Cache-Control")).isEqualTo("private, no-store");
	}

	@Test
	void aLargeResponseIsWhole() throws Exception {
		String body = get("/large?q=" + question()).body();
		assertThat(body).hasSizeGreaterThan(2 << 20).startsWith("public: answer").endsWith("xxx");
	}

}
