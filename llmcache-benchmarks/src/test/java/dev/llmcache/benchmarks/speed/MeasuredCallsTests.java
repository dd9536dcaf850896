package dev.llmcache.benchmarks.speed;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.Layer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClientResponse;

import static org.assertj.core.api.Assertions.assertThat;

class MeasuredCallsTests {

	@Test
	void theCachedClientsAnswersAreHits() {
		try (AdvisedHit hit = new AdvisedHit()) {
			hit.observe();
			assertThat(CacheOutcome.from(hit.make().context())).extracting(CacheOutcome::status, CacheOutcome::layer)
				.containsExactly(Status.HIT, Layer.EXACT);
			hit.stopObserving();
			assertThat(hit.context.getBean(MeterRegistry.class)).isInstanceOf(SimpleMeterRegistry.class);
		}
	}

	@Test
	void noCacheSeesTheUncachedClientsCalls() {
		try (UncachedClient application = new UncachedClient()) {
			ChatClientResponse response = application.client.prompt()
				.user(Application.QUESTION)
				.call()
				.chatClientResponse();
			assertThat(CacheOutcome.from(response.context())).isNull();
		}
	}

	@Test
	void theLeastWorkFindsSomething() {
		assertThat(new LeastWork().doIt()).isNotNull();
	}

}
