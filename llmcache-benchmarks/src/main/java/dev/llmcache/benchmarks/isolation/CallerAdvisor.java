package dev.llmcache.benchmarks.isolation;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import dev.llmcache.policy.OwnerKind;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.CallAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;

/**
 * Advisor inside the cache that tells the model for whom it answers, by what the caller
 * said of himself and not by what the cache took him for.
 */
final class CallerAdvisor implements CallAdvisor, StreamAdvisor {

	static final String NAME = "caller";

	private static final int ORDER = 2000;

	private static final ThreadLocal<@Nullable Caller> CALLER = new ThreadLocal<>();

	/**
	 * Who makes the call that this thread has come to.
	 */
	static Caller current() {
		return Objects.requireNonNull(CALLER.get());
	}

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public ChatClientResponse adviseCall(ChatClientRequest request, CallAdvisorChain chain) {
		CALLER.set(caller(request));
		try {
			return chain.nextCall(request);
		}
		finally {
			CALLER.remove();
		}
	}

	@Override
	public Flux<ChatClientResponse> adviseStream(ChatClientRequest request, StreamAdvisorChain chain) {
		return chain.nextStream(request).contextWrite((context) -> context.put(Caller.class, caller(request)));
	}

	private static Caller caller(ChatClientRequest request) {
		Map<String, @Nullable Object> context = request.context();
		return new Caller(OwnerKind.valueOf(text(context, "policy").toUpperCase(Locale.ROOT)), text(context, "tenant"),
				text(context, "user"));
	}

	private static String text(Map<String, @Nullable Object> context, String parameter) {
		return Objects.requireNonNull(context.get("llmcache." + parameter)).toString();
	}

}
