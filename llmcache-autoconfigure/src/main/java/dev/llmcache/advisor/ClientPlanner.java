package dev.llmcache.advisor;

import java.util.Map;
import java.util.function.Function;

import dev.llmcache.CacheQuery;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Provenance;
import dev.llmcache.policy.CachePolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient;

/**
 * Plans questions to the application's chat clients as the calls would be, without making
 * them.
 * <p>
 * Neither the model nor any advisor is asked, so a question is planned as the first of
 * its conversation. Thread-safe.
 */
public final class ClientPlanner {

	private final CallRehearsal rehearsal;

	private final ProvenanceReader provenances;

	private final CallSettings settings;

	private final Map<String, CachePolicy> policies;

	private final Function<String, @Nullable ChatClient> clients;

	/**
	 * Creates a planner.
	 * @param advisors the cache's advisors
	 * @param clients finds a chat client by name, or null
	 */
	public ClientPlanner(CacheAdvisors advisors, Function<String, @Nullable ChatClient> clients) {
		this.rehearsal = advisors.rehearsal();
		this.provenances = advisors.provenances();
		this.settings = advisors.settings();
		this.policies = advisors.policies();
		this.clients = clients;
	}

	/**
	 * Plans a question.
	 * @param question the question
	 * @return where its answer would be, or why there is no place for it
	 */
	public PlannedQuestion plan(ClientQuestion question) {
		ChatClient client = this.clients.apply(question.client());
		if (client == null) {
			return new PlannedQuestion.Refused("unknown-client");
		}
		try {
			return switch (this.rehearsal.rehearse(question.to(client)).call()) {
				case PlannedCall.Cached call -> new Place(call, this.provenances);
				case PlannedCall.Bypassed bypassed -> new PlannedQuestion.Refused(bypassed.reason().code());
				case PlannedCall.Elsewhere elsewhere ->
					throw new IllegalStateException("Every placement has a planner");
			};
		}
		// Not every client can be asked without its caller's parameters
		catch (RuntimeException ex) {
			return new PlannedQuestion.Refused("client-failed");
		}
	}

	/**
	 * Whether entries of an origin are still found by somebody.
	 * @param provenance where they come from
	 * @return false if they are of another application or version
	 */
	public boolean isCurrent(Provenance provenance) {
		CachePolicy policy = this.policies.get(provenance.policy());
		return isOwn(provenance) && provenance.version().equals(this.settings.version()) && policy != null
				&& provenance.policyVersion().equals(policy.settings().freshness().version());
	}

	/**
	 * Whether entries of an origin are this application's.
	 * @param provenance where they come from
	 * @return whether it has the same namespace
	 */
	public boolean isOwn(Provenance provenance) {
		return provenance.namespace().equals(this.settings.namespace());
	}

	/**
	 * Namespace of the application.
	 * @return the namespace
	 */
	public String namespace() {
		return this.settings.namespace();
	}

	private record Place(PlannedCall.Cached call, ProvenanceReader provenances) implements PlannedQuestion.Planned {

		@Override
		public CacheQuery query() {
			return this.call.query();
		}

		@Override
		public Plan plan() {
			return this.call.plan();
		}

		@Override
		public Provenance provenance() {
			return this.provenances.of(this.call);
		}

		@Override
		public Provenance provenance(int secretId) {
			return this.provenances.of(this.call, secretId);
		}

	}

}
