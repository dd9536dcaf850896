package dev.llmcache.benchmarks.speed;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.ai.chat.client.ChatClientResponse;

/**
 * Call whose answer is in the near cache, observed as Spring AI observes it.
 */
@State(Scope.Benchmark)
public class AdvisedHit extends CachedClient {

	private final AdvisedCall call = AdvisedCall.of(this.client);

	private Observation.@Nullable Scope scope;

	@Setup(Level.Iteration)
	public void observe() {
		this.scope = this.call.observed();
	}

	@TearDown(Level.Iteration)
	public void stopObserving() {
		if (this.scope != null) {
			this.scope.close();
		}
	}

	ChatClientResponse make() {
		return this.call.make();
	}

}
