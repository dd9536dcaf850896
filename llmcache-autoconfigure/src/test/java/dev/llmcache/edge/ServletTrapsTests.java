package dev.llmcache.edge;

import java.net.http.HttpResponse;

import dev.llmcache.test.edge.EdgeApplication.Stack;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServletTrapsTests extends EdgeTraps {

	ServletTrapsTests() {
		super(Stack.SERVLET);
	}

	@Test
	void aForwardedAnswerIsWhole() throws Exception {
		HttpResponse<String> response = get("/trap/forward");
		assertThat(response.body()).startsWith("public: answer");
		assertThat(header(response)).startsWith("public");
	}

	@Test
	void aResponseIsWrittenInOneWay() throws Exception {
		assertThat(get("/trap/both-ways").body()).startsWith("public: answer").endsWith(" refused");
	}

	@Test
	void whatWasResetIsGone() throws Exception {
		assertThat(get("/trap/reset").body()).startsWith("public: answer");
	}

	@Test
	void anExcuseInsteadOfAnAnswerIsNotKept() throws Exception {
		HttpResponse<String> response = get("/trap/sorry");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(header(response)).isEqualTo("private, no-store");
	}

	@Test
	void whoLoggedInIsRememberedByTheThreadThatGoesOn() throws Exception {
		HttpResponse<String> response = get("/trap/login");
		assertThat(response.body()).startsWith("public: answer");
		assertThat(header(response)).isEqualTo("private, no-store");
	}

	@Test
	void whatGoesOnOnAnotherThreadIsWholeAndNotKept() throws Exception {
		HttpResponse<String> response = get("/trap/begun");
		assertThat(response.body()).startsWith("public: answer").endsWith(" and more");
		assertThat(header(response)).isEqualTo("private, no-store");
	}

	@Test
	void whatAHeaderSaysAfterTheBodyIsNotKept() throws Exception {
		HttpResponse<String> response = get("/trap/header-after-body");
		assertThat(response.body()).startsWith("tenant: answer");
		assertThat(header(response)).contains("private").doesNotContain("public");
		assertThat(response.headers().firstValue("X-Accel-Expires")).isEmpty();
	}

}
