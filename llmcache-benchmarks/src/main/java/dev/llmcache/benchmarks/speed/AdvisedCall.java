package dev.llmcache.benchmarks.speed;

import java.util.concurrent.atomic.AtomicReference;

import dev.llmcache.advisor.LlmCacheAdvisor;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.CallAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.core.Ordered;

/**
 * Call of a chat client as it reaches the cache.
 *
 * @param advisor the cache
 * @param request the request that it is given
 * @param chain the chain that it is in
 */
public record AdvisedCall(LlmCacheAdvisor advisor, ChatClientRequest request, CallAdvisorChain chain) {

	/**
	 * Makes a call and takes it down.
	 * @param client the client
	 * @return the call
	 */
	public static AdvisedCall of(ChatClient client) {
		AtomicReference<AdvisedCall> call = new AtomicReference<>();
		client.prompt().user(Application.QUESTION).advisors(new Before(call)).call().content();
		return call.get();
	}

	/**
	 * The same call with another question.
	 * @param question what the user says
	 * @return the call
	 */
	public AdvisedCall asking(String question) {
		ChatClientRequest other = this.request.mutate()
			.prompt(this.request.prompt().augmentUserMessage(question))
			.build();
		return new AdvisedCall(this.advisor, other, this.chain);
	}

	ChatClientResponse make() {
		return this.advisor.adviseCall(this.request, this.chain);
	}

	/**
	 * Makes the call, whose answer the cache has.
	 */
	public void makeHit() {
		Application.requireHit(make());
	}

	/**
	 * Observation of the advisor, which Spring AI has open while it calls it.
	 * @return the observation, on the current thread
	 */
	Observation.Scope observed() {
		ObservationRegistry registry = this.chain.getObservationRegistry();
		return Observation.start("speed.advisor", registry).openScope();
	}

	private record Before(AtomicReference<AdvisedCall> call) implements CallAdvisor {

		@Override
		public ChatClientResponse adviseCall(ChatClientRequest request, CallAdvisorChain chain) {
			LlmCacheAdvisor advisor = chain.getCallAdvisors()
				.stream()
				.filter(LlmCacheAdvisor.class::isInstance)
				.map(LlmCacheAdvisor.class::cast)
				.findFirst()
				.orElseThrow();
			this.call.set(new AdvisedCall(advisor, request, chain));
			return chain.nextCall(request);
		}

		@Override
		public String getName() {
			return "before";
		}

		@Override
		public int getOrder() {
			return Ordered.HIGHEST_PRECEDENCE;
		}

	}

}
