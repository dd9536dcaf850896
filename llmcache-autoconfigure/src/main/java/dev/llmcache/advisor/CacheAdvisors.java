package dev.llmcache.advisor;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

import dev.llmcache.AnswerIds;
import dev.llmcache.LlmCache;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.SignedAnswerIds;
import dev.llmcache.policy.CachePolicy;
import dev.llmcache.policy.Placement;
import dev.llmcache.store.LeaseStore;

import org.springframework.ai.chat.client.advisor.api.Advisor;

/**
 * The advisors that together make a chat client go through the cache:
 * {@code builder.defaultAdvisors(cacheAdvisors.all())}.
 * <p>
 * Thread-safe; one set serves any number of clients. Closed, it refreshes nothing any
 * more.
 */
public final class CacheAdvisors implements AutoCloseable {

	/**
	 * Unlike the default one, for any thread, and found without a search for services.
	 */
	private static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();

	private final List<Advisor> all;

	private final CallExplainer explainer;

	private final CallRehearsal rehearsal;

	private final ProvenanceReader provenances;

	private final CallSettings settings;

	private final Map<String, CachePolicy> policies;

	private final Refresher refresher;

	private final AtomicBoolean closed = new AtomicBoolean();

	private CacheAdvisors(List<Advisor> all, Refresher refresher, CallExplainer explainer, CallRehearsal rehearsal,
			ProvenanceReader provenances, CallSettings settings, Map<String, CachePolicy> policies) {
		this.all = List.copyOf(all);
		this.refresher = refresher;
		this.explainer = explainer;
		this.rehearsal = rehearsal;
		this.provenances = provenances;
		this.settings = settings;
		this.policies = policies;
	}

	/**
	 * Makes the advisors.
	 * @param cache the cache
	 * @param keyring makes the keys
	 * @param policies the policies by name, {@code default} among them
	 * @param settings what all calls have in common
	 * @param leases by which one of all instances asks the model for all
	 * @param clock tells how long the model took
	 * @return one advisor for each placement that a policy has, the probe, and what
	 * shapes prompts next to the model
	 */
	public static CacheAdvisors of(LlmCache cache, Keyring keyring, Map<String, CachePolicy> policies,
			CallSettings settings, LeaseStore leases, InstantSource clock) {
		AnswerIds ids = new SignedAnswerIds(keyring, settings.namespace());
		RecentEntries recent = new RecentEntries(keyring, clock);
		ProvenanceReader provenances = new ProvenanceReader(keyring, settings);
		AnswerKeeper keeper = new AnswerKeeper(cache, recent, provenances, settings, clock);
		FleetLead fleet = new FleetLead(cache, leases, new LeaseRenewal(leases), clock);
		Refresher refresher = new Refresher(cache, leases, settings.refresh(), clock, RANDOM);
		Map<Placement, CallPlanner> planners = new EnumMap<>(Placement.class);
		List<Advisor> all = new ArrayList<>();
		for (Placement placement : Placement.values()) {
			CallPlanner planner = new CallPlanner(cache, keyring, policies, settings, placement, clock);
			planners.put(placement, planner);
			if (placement == Placement.ANSWER || isUsed(placement, policies)) {
				ModelCalls model = new ModelCalls(cache, keeper, placement, clock);
				Flights flights = new Flights();
				ModelAccess access = new ModelAccess(model, new SharedCalls(model, flights, fleet, clock),
						new SharedStreams(model, flights, fleet, new LiveSharing(settings.answerRules()), clock),
						refresher);
				all.add(new LlmCacheAdvisor(cache, planner, access, placement, clock, ids));
			}
		}
		all.add(new ModelProbe());
		if (settings.shaper() != null) {
			all.add(settings.shaper());
		}
		CallRehearsal rehearsal = new CallRehearsal(policies, planners);
		OwnerBinding.use();
		return new CacheAdvisors(all, refresher, new CallExplainer(cache, keyring, rehearsal, recent), rehearsal,
				provenances, settings, policies);
	}

	public List<Advisor> all() {
		return this.all;
	}

	/**
	 * Begins no more refreshes, and waits for those under way as long as the settings
	 * allow before it interrupts them. Calls still have their answers.
	 */
	public void stopRefreshing() {
		this.refresher.close();
	}

	@Override
	public void close() {
		stopRefreshing();
		if (this.closed.compareAndSet(false, true)) {
			OwnerBinding.release();
		}
	}

	public CallExplainer explainer() {
		return this.explainer;
	}

	/**
	 * Tells HTTP responses of calls that no cache takes part in, as the last advisor of
	 * clients that may be without one.
	 * @return the advisor
	 */
	public static Advisor witness() {
		return new ModelWitness();
	}

	IdentitySources identities() {
		return this.settings.identities();
	}

	CallRehearsal rehearsal() {
		return this.rehearsal;
	}

	ProvenanceReader provenances() {
		return this.provenances;
	}

	CallSettings settings() {
		return this.settings;
	}

	Map<String, CachePolicy> policies() {
		return this.policies;
	}

	private static boolean isUsed(Placement placement, Map<String, CachePolicy> policies) {
		return policies.values().stream().anyMatch((policy) -> policy.settings().placement() == placement);
	}

}
