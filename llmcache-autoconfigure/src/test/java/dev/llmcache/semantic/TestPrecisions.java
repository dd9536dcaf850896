package dev.llmcache.semantic;

import java.time.Duration;
import java.util.Set;

import dev.llmcache.Acceptance.Preset;
import dev.llmcache.Auditing;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Layer;
import dev.llmcache.Lifetimes;
import dev.llmcache.Owner;

/**
 * Precisions of policies that no call has come for.
 */
public final class TestPrecisions {

	private TestPrecisions() {
	}

	/** Learns what is in the store of verdicts. */
	public static void learn(PolicyPrecisions precisions, String policy, double floor) {
		precisions.upToDate(new Plan(policy, new Owner.Application(), Set.of(Layer.SEMANTIC), true, true, false,
				Lifetimes.of(Duration.ofHours(1)), null, Preset.STRICT, new Auditing(0, 0, floor), 1, null, Set.of()));
	}

}
