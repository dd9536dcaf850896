package dev.llmcache.advisor;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.observation.ObservationRegistry;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.DefaultAroundAdvisorChain;
import org.springframework.ai.chat.client.advisor.api.Advisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;

/**
 * Runs the advisors that a policy wants to run on hits too, with the stored answer where
 * the model would be.
 */
final class HitAdvisors {

	private final List<Advisor> advisors;

	private final ObservationRegistry observations;

	HitAdvisors(List<Advisor> advisors, ObservationRegistry observations) {
		this.advisors = advisors;
		this.observations = observations;
	}

	ChatClientResponse call(ChatClientRequest request, Replay replay) {
		return this.advisors.isEmpty() ? replay.whole() : chain(replay).nextCall(request);
	}

	Flux<ChatClientResponse> stream(ChatClientRequest request, Replay replay) {
		return this.advisors.isEmpty() ? replay.chunks() : chain(replay).nextStream(request);
	}

	private DefaultAroundAdvisorChain chain(Replay replay) {
		List<Advisor> all = new ArrayList<>(this.advisors);
		all.add(new StoredAnswer(replay));
		return DefaultAroundAdvisorChain.builder(this.observations).pushAll(all).build();
	}

	private record StoredAnswer(Replay replay) implements CallAdvisor, StreamAdvisor {

		@Override
		public String getName() {
			return "llmcache-answer";
		}

		@Override
		public int getOrder() {
			return LOWEST_PRECEDENCE;
		}

		@Override
		public ChatClientResponse adviseCall(ChatClientRequest request, CallAdvisorChain chain) {
			return this.replay.within(request.context()).whole();
		}

		@Override
		public Flux<ChatClientResponse> adviseStream(ChatClientRequest request, StreamAdvisorChain chain) {
			return this.replay.within(request.context()).chunks();
		}

	}

}
