package dev.llmcache.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import dev.llmcache.policy.Mode;
import dev.llmcache.policy.OwnerKind;
import dev.llmcache.policy.Placement;
import dev.llmcache.policy.PublicWrites;
import dev.llmcache.policy.TemperatureHandling;
import dev.llmcache.policy.ToolUse;
import dev.llmcache.policy.VolatileText.Counts;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a policy sets; what it leaves out it takes from 'llmcache.defaults'.
 *
 * @param mode How far the cache takes part: on, off, read-only (answers are served and
 * none is stored), write-only (answers are stored and none is served) or shadow (the
 * model answers every call, and what the cache would have done is only recorded).
 * @param owner Who shares answers: everyone, the calls of one tenant, or those of one
 * user.
 * @param sensitive Whether answers may hold personal data: they are then kept by user,
 * for 15 minutes at the most and not beyond, and are found by the same question only.
 * @param placement Where in the chain of advisors the cache acts: around retrieval and
 * the tool loop (answer), or next to the model (model-call).
 * @param ttl How long an answer may be served, counted from when it is stored.
 * @param ttlJitter By which part of 'ttl' an answer may expire earlier, so that answers
 * stored together do not expire together; at least 0 and less than 1.
 * @param version Version of whatever the policy's answers depend on and the cache cannot
 * see. Answers stored under another version are not served.
 * @param tags What the policy's answers can be invalidated by.
 * @param staleFor How long an answer that has expired is still served, while a new one is
 * being fetched in the background. With none, nobody is served what has expired.
 * @param staleIfError How long an answer that has expired is still served when the model
 * fails.
 * @param maxQuestionLength Characters that a question may have to be looked up or stored.
 * @param maxAnswerLength Characters that an answer may have to be stored.
 * @param trustedAdvisors Names or classes of advisors further in that may change the
 * prompt by what follows from the call alone. Answers to prompts that others changed are
 * not stored.
 * @param advisorsOnHit Names or classes of advisors further in that run on hits too.
 * Others are skipped.
 * @param publicWrites Where answers are everyone's, whose are stored: those of every call
 * (anyone), those of callers that a TrustedWriter bean trusts (trusted), or in addition
 * those that several users were given alike (confirmed).
 * @param confirmations With 'confirmed', how many users must have been given an answer,
 * from 2 to 10.
 * @param refresh Fetching anew what is served stale.
 * @param singleFlight Calls that ask for the same at the same time.
 * @param exact Same questions.
 * @param semantic Questions of the same meaning.
 * @param temperature Variation that a call asks for.
 * @param tools Calls that offer tools to the model.
 * @param scope What may differ between two calls that share an answer.
 * @param prefix Text in prompts that changes from call to call.
 */
public record PolicyProperties(@Nullable Mode mode, @Nullable OwnerKind owner, @Nullable Boolean sensitive,
		@Nullable Placement placement, @Nullable Duration ttl, @Nullable Double ttlJitter, @Nullable String version,
		@Nullable Set<String> tags, @Nullable Duration staleFor, @Nullable Duration staleIfError,
		@Nullable Integer maxQuestionLength, @Nullable Integer maxAnswerLength, @Nullable Set<String> trustedAdvisors,
		@Nullable Set<String> advisorsOnHit, @Nullable PublicWrites publicWrites, @Nullable Integer confirmations,
		@DefaultValue RefreshPolicy refresh, @DefaultValue SingleFlightPolicy singleFlight,
		@DefaultValue ExactPolicy exact, @DefaultValue SemanticPolicy semantic,
		@DefaultValue TemperaturePolicy temperature, @DefaultValue ToolsPolicy tools, @DefaultValue ScopePolicy scope,
		@DefaultValue @NestedConfigurationProperty PrefixPolicyProperties prefix) {

	/**
	 * What a policy says about the temperature of calls.
	 *
	 * @param handling What becomes of the variation: the first answer is kept and served
	 * (first-response), the model is asked at temperature zero (force-zero), calls above
	 * 'max' by-pass the cache (skip), or several answers are kept and served in turn
	 * (variants).
	 * @param max With 'skip', the highest temperature whose answers are cached.
	 * @param unknown What a call counts as that names no temperature.
	 * @param variants With 'variants', how many answers are kept, from 2 to 8.
	 * @param excludeModels Models whose temperature is never changed, since they reject
	 * any but their own; '*' stands for any characters.
	 */
	public record TemperaturePolicy(@Nullable TemperatureHandling handling, @Nullable Double max,
			@Nullable Double unknown, @Nullable Integer variants, @Nullable List<String> excludeModels) {

	}

	/**
	 * What a policy says about calls that offer tools to the model.
	 *
	 * @param use Which of them are cached: none (never), those in which the model used
	 * none (when-unused), or those in which it used only idempotent ones (declared).
	 * @param idempotent Names of tools that a hit may leave out, since they change
	 * nothing and their results stay true for as long as the answer lives. Tools whose
	 * method is annotated with '@IdempotentTool' need not be named.
	 */
	public record ToolsPolicy(@Nullable ToolUse use, @Nullable Set<String> idempotent) {

	}

	/**
	 * What a policy says about what two calls need not have in common.
	 *
	 * @param ignoreParameters Names of advisor parameters that cannot change an answer,
	 * such as the id of a request.
	 * @param volatileText Parts of system texts that change from call to call.
	 */
	public record ScopePolicy(@Nullable Set<String> ignoreParameters, @Nullable List<VolatilePart> volatileText) {

	}

	/**
	 * Part of system texts that changes from call to call.
	 *
	 * @param pattern Regular expression that finds it.
	 * @param counts How it counts: as it is (scope), by the time of the call in buckets
	 * (bucket), or not at all (ignore).
	 * @param bucket With 'bucket', for how long answers are shared.
	 */
	public record VolatilePart(@Nullable Pattern pattern, @DefaultValue("ignore") Counts counts,
			@DefaultValue("1d") Duration bucket) {

	}

	/**
	 * What a policy says about fetching answers anew in the background.
	 *
	 * @param early Whether an answer that is asked for often is fetched anew shortly
	 * before it expires, where answers are served stale.
	 * @param perMinute How many answers each instance fetches anew in a minute at the
	 * most.
	 */
	public record RefreshPolicy(@Nullable Boolean early, @Nullable Integer perMinute) {

	}

	/**
	 * What a policy says about calls that ask for the same at the same time.
	 *
	 * @param enabled Whether one of them asks the model and the others wait for its
	 * answer.
	 * @param maxWait How long the others wait before they ask the model themselves.
	 */
	public record SingleFlightPolicy(@Nullable Boolean enabled, @Nullable Duration maxWait) {

	}

	/**
	 * What a policy says about the same question.
	 *
	 * @param enabled Whether the same question is answered from the cache.
	 */
	public record ExactPolicy(@Nullable Boolean enabled) {

	}

	/**
	 * What a policy says about questions of the same meaning.
	 *
	 * @param enabled Whether a question of the same meaning is answered from the cache.
	 * @param accept When the answer to another question is served: near questions only
	 * (strict), with more hits and more wrong answers (balanced, bold), from a cosine
	 * similarity on (threshold), or as learned from comparing answers, within 'max-wrong'
	 * and 'min-precision' (adaptive).
	 * @param threshold With 'threshold', the cosine similarity from which on two
	 * questions may mean the same. The right one depends on the embedding model and on
	 * the questions.
	 * @param maxWrong With 'adaptive', which share of all requests may be served a wrong
	 * answer.
	 * @param minPrecision With 'adaptive', which share of the answers served by meaning
	 * has to be right.
	 * @param audit Comparing answers that were served with the model's.
	 */
	public record SemanticPolicy(@Nullable Boolean enabled, @Nullable Accept accept, @Nullable Double threshold,
			@Nullable Double maxWrong, @Nullable Double minPrecision, @DefaultValue AuditPolicy audit) {

		/**
		 * What a policy says about comparing answers that were served to another question
		 * with what the model says in the background.
		 *
		 * @param share Which share of these answers is compared; 'adaptive' compares at
		 * least one in twenty.
		 * @param perMinute How many answers each instance compares in a minute at the
		 * most.
		 * @param switchOffBelow Which share of the answers compared has to be right. With
		 * less the policy answers no more questions by meaning, until that would be right
		 * again; 0 never switches off.
		 */
		public record AuditPolicy(@Nullable Double share, @Nullable Integer perMinute,
				@Nullable Double switchOffBelow) {

		}

		/**
		 * When the answer to another question is served.
		 */
		public enum Accept {

			/** Near questions only. */
			STRICT,

			/** More hits, and more wrong answers. */
			BALANCED,

			/** Many hits, where a wrong answer does little harm. */
			BOLD,

			/** From a cosine similarity on. */
			THRESHOLD,

			/** As learned from comparing answers. */
			ADAPTIVE

		}

	}

}
