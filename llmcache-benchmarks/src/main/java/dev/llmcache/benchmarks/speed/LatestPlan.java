package dev.llmcache.benchmarks.speed;

import java.time.Duration;
import java.util.Objects;

import dev.llmcache.CacheListener;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Layer;
import dev.llmcache.Lookup;
import org.jspecify.annotations.Nullable;

/**
 * What the policy of an application decided about the latest call.
 */
final class LatestPlan implements CacheListener {

	private volatile @Nullable Plan plan;

	@Override
	public void lookedUp(Plan decided, Layer layer, Lookup found, Duration took) {
		this.plan = decided;
	}

	Plan get() {
		return Objects.requireNonNull(this.plan, "There was no call yet");
	}

}
