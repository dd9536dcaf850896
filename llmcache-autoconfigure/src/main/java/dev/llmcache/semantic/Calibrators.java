package dev.llmcache.semantic;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.llmcache.Acceptance.Adaptive;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Fingerprint;
import dev.llmcache.Invalidation;
import dev.llmcache.Mark;
import dev.llmcache.Marks;
import dev.llmcache.Owner;
import dev.llmcache.semantic.calibration.Calibrator;
import dev.llmcache.store.ObservationStore;

/**
 * A {@link Calibrator} for each policy and owner.
 * <p>
 * Thread-safe.
 */
public final class Calibrators {

	private static final int MOST = 10_000;

	private static final Fingerprint ROOT = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private final Marks marks;

	private final ObservationStore store;

	private final InstantSource clock;

	private final RandomGenerator random;

	private final Cache<Fingerprint, Calibrator> calibrators = Caffeine.newBuilder()
		.maximumSize(MOST)
		.executor(Runnable::run)
		.build();

	/**
	 * Creates calibrators as they are needed.
	 * @param marks digests of policies and owners
	 * @param store where verdicts are
	 * @param clock tells when to learn what others have observed
	 * @param random draws what is compared
	 */
	public Calibrators(Marks marks, ObservationStore store, InstantSource clock, RandomGenerator random) {
		this.marks = marks;
		this.store = store;
		this.clock = clock;
		this.random = random;
	}

	/**
	 * The calibrator of a plan's policy and owner.
	 * @param plan the plan
	 * @param bounds what has to be kept
	 * @return the calibrator
	 */
	public Calibrator of(Plan plan, Adaptive bounds) {
		Fingerprint subject = owner(plan.owner(), policy(plan.policy()))
			.derive(bounds.toString().getBytes(StandardCharsets.US_ASCII));
		return this.calibrators.get(subject, (key) -> new Calibrator(key, bounds, this.store, this.clock, this.random));
	}

	private Fingerprint policy(String name) {
		return derive(ROOT, Invalidation.byPolicy(name));
	}

	private Fingerprint owner(Owner owner, Fingerprint policy) {
		return switch (owner) {
			case Owner.Everyone everyone -> policy;
			case Owner.Application application -> policy;
			case Owner.Tenant(String id) -> derive(policy, Invalidation.byTenant(id));
			case Owner.User(String tenant, String id) ->
				derive(policy, (tenant != null) ? Invalidation.byUser(tenant, id) : Invalidation.byUser(id));
		};
	}

	private Fingerprint derive(Fingerprint from, Invalidation invalidation) {
		List<Mark> digests = this.marks.of(invalidation);
		return from.derive(digests.getFirst().bytes());
	}

}
