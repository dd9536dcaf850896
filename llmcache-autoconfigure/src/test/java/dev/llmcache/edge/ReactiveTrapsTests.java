package dev.llmcache.edge;

import java.net.http.HttpResponse;

import dev.llmcache.test.edge.EdgeApplication.Stack;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReactiveTrapsTests extends EdgeTraps {

	ReactiveTrapsTests() {
		super(Stack.REACTIVE);
	}

	@Test
	void aFailureAtTheLastMomentIsNotKept() throws Exception {
		HttpResponse<String> response = get("/trap/late-failure");
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(header(response)).isEqualTo("private, no-store");
		assertThat(response.headers().firstValue("xkey")).isEmpty();
	}

	@Test
	void filesAreStillWrittenWithoutBeingRead() throws Exception {
		assertThat(get("/trap/files").body()).isEqualTo("true");
	}

}
