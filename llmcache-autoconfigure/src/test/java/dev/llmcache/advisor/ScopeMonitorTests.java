package dev.llmcache.advisor;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.llmcache.CacheScope;
import dev.llmcache.ScopePart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ScopeMonitorTests {

	private final ScopeMonitor monitor = new ScopeMonitor();

	@Test
	void namesOnceThePartThatNeverRepeated(CapturedOutput output) {
		for (int call = 0; call < 3 * ScopeMonitor.CALLS; call++) {
			this.monitor.observe("faq", scope("Today is day " + call));
		}
		assertThat(output).containsOnlyOnce("'system'").contains("'faq'").doesNotContain("'model'", "Today");
	}

	@Test
	void saysNothingOfPartsThatRepeat(CapturedOutput output) {
		for (int call = 0; call < 3 * ScopeMonitor.CALLS; call++) {
			this.monitor.observe("faq", scope("Today is day " + call / 2));
		}
		assertThat(output).doesNotContain("'system'");
	}

	private static CacheScope scope(String system) {
		return new CacheScope(List.of(part("model", "gpt-test"), part("system", system)));
	}

	private static ScopePart part(String name, String value) {
		return new ScopePart(name, value.getBytes(StandardCharsets.UTF_8));
	}

}
