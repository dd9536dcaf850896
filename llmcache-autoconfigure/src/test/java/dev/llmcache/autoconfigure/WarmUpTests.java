package dev.llmcache.autoconfigure;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.llmcache.edge.EdgeTrace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class WarmUpTests {

	@Test
	void goesThroughTheCacheWithoutAFailure(CapturedOutput output) {
		Logger logger = (Logger) LoggerFactory.getLogger(LlmCacheAutoConfiguration.class);
		logger.setLevel(Level.DEBUG);
		try {
			WarmUp.run();
			assertThat(output).doesNotContain("did not warm up");
		}
		finally {
			logger.setLevel(null);
		}
	}

	@Test
	void keepsNoResponseThatIsUnderWayFromTheEdge() {
		EdgeTrace underWay = new EdgeTrace();
		WarmUp.run();
		assertThat(underWay.isComplete()).isTrue();
		assertThat(EdgeTrace.current()).isNull();
	}

}
