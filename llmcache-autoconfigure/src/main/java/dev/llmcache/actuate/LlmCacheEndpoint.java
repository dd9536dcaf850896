package dev.llmcache.actuate;

import java.util.List;

import dev.llmcache.ErasureReceipt;
import dev.llmcache.Explanation;
import dev.llmcache.Identity;
import dev.llmcache.Invalidation;
import dev.llmcache.InvalidationFailedException;
import dev.llmcache.LlmCache;
import dev.llmcache.advisor.ClientExplainer;
import dev.llmcache.policy.Mode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Actuator endpoint {@code llmcache}: what the cache is made of and, once its access is
 * {@code unrestricted}, what it would do about a call, and ways to invalidate and erase
 * answers.
 * <p>
 * Shows no text of prompts or answers and no tag, tenant or user.
 */
@Endpoint(id = "llmcache", defaultAccess = Access.READ_ONLY)
public class LlmCacheEndpoint {

	private final LlmCache cache;

	private final OverviewReader overview;

	private final PolicyStatuses policies;

	private final ClientExplainer explainer;

	/**
	 * Creates the endpoint.
	 * @param cache the cache
	 * @param overview reads what it has done
	 * @param policies how its policies do
	 * @param explainer explains calls
	 */
	public LlmCacheEndpoint(LlmCache cache, OverviewReader overview, PolicyStatuses policies,
			ClientExplainer explainer) {
		this.cache = cache;
		this.overview = overview;
		this.policies = policies;
		this.explainer = explainer;
	}

	/**
	 * Tells what the cache is made of and what it has done.
	 * @return the overview of this moment
	 */
	@ReadOperation
	public Overview overview() {
		return this.overview.read();
	}

	/**
	 * Tells what a policy has saved, what it would have saved in shadow mode, and how
	 * right that was.
	 * @param policy its name
	 * @return its {@link PolicyStatus}, or status 404 if there is no such policy
	 */
	@ReadOperation
	public WebEndpointResponse<PolicyStatus> policy(@Selector String policy) {
		PolicyStatus status = this.policies.of(policy);
		return (status != null) ? new WebEndpointResponse<>(status)
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

	/**
	 * Explains a call, invalidates or erases, reports an answer, or switches a policy's
	 * mode on this instance until it ends.
	 * @param operation {@code explain}, {@code invalidate}, {@code erase},
	 * {@code reject}, {@code confirm} or {@code mode}
	 * @param client to explain, the name of a chat client's bean
	 * @param question to explain, the question
	 * @param policy to explain, the name of a policy, or null for the client's own; to
	 * invalidate, the policy whose answers are meant
	 * @param tenant tenant of the call, or the one whose answers are meant
	 * @param user user of the call, or the one whose answers are meant; with tenants, the
	 * tenant's
	 * @param tag to invalidate, a tag of the answers that are meant
	 * @param model to invalidate, the model whose answers are meant
	 * @param all to invalidate, whether all answers are meant
	 * @param id to report an answer as wrong or right, its id
	 * @param mode to switch a policy, the mode
	 * @return an {@link Explanation}, a {@link PolicyStatus}, or a receipt with status
	 * 503 if the operation is yet to be completed; status 400 if it is not said what is
	 * meant, 404 if there is no such operation, client, policy or answer
	 */
	@WriteOperation
	public WebEndpointResponse<?> perform(@Selector String operation, @Nullable String client,
			@Nullable String question, @Nullable String policy, @Nullable String tenant, @Nullable String user,
			@Nullable String tag, @Nullable String model, @Nullable Boolean all, @Nullable String id,
			@Nullable Mode mode) {
		ChosenAnswers chosen = new ChosenAnswers(tag, model, policy, tenant, user, Boolean.TRUE.equals(all));
		return switch (operation) {
			case "explain" -> (client != null && question != null)
					? explain(client, question, policy, new Identity(tenant, user)) : badRequest();
			case "invalidate" -> invalidate(chosen.invalidations());
			case "erase" -> erase(chosen.invalidations());
			case "reject" -> (id != null) ? reported(this.cache.reject(id)) : badRequest();
			case "confirm" -> (id != null) ? reported(this.cache.confirm(id)) : badRequest();
			case "mode" -> (policy != null && mode != null) ? switchTo(policy, mode) : badRequest();
			default -> new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		};
	}

	private WebEndpointResponse<?> explain(String client, String question, @Nullable String policy, Identity identity) {
		Explanation explanation = this.explainer.explain(client, question, policy, identity);
		return (explanation != null) ? new WebEndpointResponse<>(explanation)
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

	private WebEndpointResponse<?> switchTo(String policy, Mode mode) {
		this.policies.switchTo(policy, mode);
		return policy(policy);
	}

	private static WebEndpointResponse<?> reported(boolean taken) {
		return new WebEndpointResponse<>(
				taken ? WebEndpointResponse.STATUS_NO_CONTENT : WebEndpointResponse.STATUS_NOT_FOUND);
	}

	private WebEndpointResponse<?> invalidate(List<Invalidation> chosen) {
		if (chosen.isEmpty()) {
			return badRequest();
		}
		try {
			return new WebEndpointResponse<>(this.cache.invalidate(chosen.toArray(Invalidation[]::new)));
		}
		catch (InvalidationFailedException ex) {
			return unavailable(ex.receipt());
		}
	}

	private WebEndpointResponse<?> erase(List<Invalidation> chosen) {
		if (chosen.size() != 1) {
			return badRequest();
		}
		try {
			return switch (chosen.getFirst()) {
				case Invalidation.Tenant tenant -> erased(this.cache.erase(tenant));
				case Invalidation.User user -> erased(this.cache.erase(user));
				default -> badRequest();
			};
		}
		catch (InvalidationFailedException ex) {
			return unavailable(ex.receipt());
		}
	}

	private static WebEndpointResponse<?> erased(ErasureReceipt receipt) {
		return receipt.isComplete() ? new WebEndpointResponse<>(receipt) : unavailable(receipt);
	}

	private static WebEndpointResponse<?> unavailable(Object receipt) {
		return new WebEndpointResponse<>(receipt, WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
	}

	private static WebEndpointResponse<?> badRequest() {
		return new WebEndpointResponse<>(WebEndpointResponse.STATUS_BAD_REQUEST);
	}

}
