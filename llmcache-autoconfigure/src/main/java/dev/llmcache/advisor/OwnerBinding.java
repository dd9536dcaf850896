package dev.llmcache.advisor;

import dev.llmcache.embedding.QuestionOwner;
import dev.llmcache.embedding.QuestionOwnerAccessor;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;

/**
 * Tells whatever is further in whose question a call asks, so that it is embedded once
 * for the cache and for the retrieval of documents.
 */
final class OwnerBinding {

	/** One for each application that shares Reactor with others. */
	private static final String HOOK = QuestionOwnerAccessor.KEY + "@"
			+ System.identityHashCode(OwnerBinding.class.getClassLoader());

	private static int users;

	private OwnerBinding() {
	}

	/**
	 * Has owners follow what Reactor schedules. Advisors of a stream hop to a scheduler
	 * before they retrieve, and Reactor takes nothing along unless the application has
	 * asked it to.
	 */
	static synchronized void use() {
		if (users++ == 0) {
			Schedulers.onScheduleHook(HOOK, QuestionOwner::following);
		}
	}

	/**
	 * Leaves Reactor as it was once nobody uses it any more.
	 */
	static synchronized void release() {
		if (--users == 0) {
			Schedulers.resetOnScheduleHook(HOOK);
		}
	}

	static ChatClientResponse call(QuestionOwner owner, CallAdvisorChain chain, ChatClientRequest request) {
		return owner.call(() -> chain.nextCall(request));
	}

	static Flux<ChatClientResponse> stream(QuestionOwner owner, StreamAdvisorChain chain, ChatClientRequest request) {
		Flux<ChatClientResponse> answer = Flux.defer(() -> chain.nextStream(request));
		Publisher<ChatClientResponse> bound = (subscriber) -> owner.call(() -> {
			answer.subscribe(subscriber);
			return true;
		});
		return Flux.from(bound).contextWrite((context) -> context.put(QuestionOwnerAccessor.KEY, owner));
	}

}
