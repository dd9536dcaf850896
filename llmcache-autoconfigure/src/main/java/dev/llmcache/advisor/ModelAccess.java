package dev.llmcache.advisor;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.llmcache.Lookup.Hit;
import reactor.util.context.ContextView;

import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;

/**
 * The ways in which the model comes to be asked.
 *
 * @param model asks it
 * @param calls asks it once for several calls
 * @param streams asks it once for several streams
 * @param refresher asks it in the background
 */
record ModelAccess(ModelCalls model, SharedCalls calls, SharedStreams streams, Refresher refresher) {

	void refreshIfDue(PlannedCall.Cached call, Hit hit, Supplier<CallAdvisorChain> chain) {
		this.refresher.consider(call, hit, (fence) -> {
			AtomicReference<Kept> kept = new AtomicReference<>(Kept.NOTHING);
			this.model.call(this.model.asking(call, fence, Occasion.REFRESH), chain.get(), kept::set);
			return kept.get();
		});
	}

	void refreshIfDue(PlannedCall.Cached call, Hit hit, Supplier<StreamAdvisorChain> chain, ContextView context) {
		this.refresher.consider(call, hit, (fence) -> {
			AtomicReference<Kept> kept = new AtomicReference<>(Kept.NOTHING);
			this.model.stream(this.model.asking(call, fence, Occasion.REFRESH), chain.get(), kept::set)
				.contextWrite(context)
				.blockLast();
			return kept.get();
		});
	}

}
