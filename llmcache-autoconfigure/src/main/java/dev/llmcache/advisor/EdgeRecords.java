package dev.llmcache.advisor;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

import dev.llmcache.CacheKey;
import dev.llmcache.CacheQuery;
import dev.llmcache.Decision.Plan;
import dev.llmcache.HitSource;
import dev.llmcache.Layer;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Owner;
import dev.llmcache.Snapshot;
import dev.llmcache.edge.CallRecord;
import dev.llmcache.edge.CallRecord.Source;
import dev.llmcache.edge.EdgeTrace;
import dev.llmcache.edge.TracedCall;
import reactor.util.context.ContextView;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.memory.ChatMemory;

/**
 * Tells the HTTP response that a call is made for whether its answer is everyone's.
 * <p>
 * The call's place in the trace travels in the context of its request.
 */
final class EdgeRecords {

	private static final String KEY = LlmCacheParams.PREFIX + "edge";

	private EdgeRecords() {
	}

	/**
	 * Begins a call that is made on the current thread, unless it has begun.
	 * @param request the call
	 * @return the call with its place in the trace
	 */
	static ChatClientRequest begun(ChatClientRequest request) {
		return isBegun(request) ? request : begun(request, EdgeTrace.begin(EdgeTrace.current()));
	}

	/**
	 * Begins a stream, unless it has begun.
	 * @param request the stream
	 * @param subscriber context of its subscriber, who is on the current thread
	 * @return the stream with its place in the trace
	 */
	static ChatClientRequest begun(ChatClientRequest request, ContextView subscriber) {
		if (isBegun(request)) {
			return request;
		}
		EdgeTrace trace = subscriber.hasKey(EdgeTrace.KEY) ? subscriber.get(EdgeTrace.KEY) : EdgeTrace.current();
		return begun(request, EdgeTrace.begin(trace));
	}

	private static ChatClientRequest begun(ChatClientRequest request, TracedCall call) {
		Map<String, Object> context = new HashMap<>(request.context());
		context.put(KEY, call);
		return new ChatClientRequest(request.prompt(), context);
	}

	private static boolean isBegun(ChatClientRequest request) {
		return request.context().get(KEY) instanceof TracedCall;
	}

	/**
	 * Tells that the cache or the model is asked, once or more often for one call.
	 * @param request the call, which has begun
	 */
	static void asked(ChatClientRequest request) {
		if (request.context().get(KEY) instanceof TracedCall traced) {
			traced.ask();
		}
	}

	static void hit(PlannedCall.Cached call, Hit hit, InstantSource clock) {
		CacheQuery query = call.query();
		CacheKey key = switch (hit.source()) {
			case HitSource.SameQuestion same -> same.key();
			case HitSource.OtherQuestion other -> new CacheKey(query.key().scope(), other.entry());
			case null -> query.key();
		};
		end(call,
				isPublic(call)
						? new CallRecord.Public((hit.layer() == Layer.SEMANTIC) ? Source.SEMANTIC : Source.EXACT, key,
								clock.instant().plus(hit.freshFor()), call.plan().lifetimes().staleFor(), hit.stamps())
						: CallRecord.PRIVATE);
	}

	static void stored(PlannedCall.Cached call, Snapshot snapshot, Instant now) {
		Plan plan = call.plan();
		CacheKey key = call.query().key();
		end(call,
				(isPublic(call) && !plan.shadow()) ? new CallRecord.Public(Source.MODEL, key,
						plan.lifetimes().freshUntil(now, key.entry()), plan.lifetimes().staleFor(), snapshot.stamps())
						: CallRecord.PRIVATE);
	}

	// Of answers that are served in turn, a cache in front would keep one. And what was
	// said before is in no address.
	private static boolean isPublic(PlannedCall.Cached call) {
		return call.plan().owner() instanceof Owner.Everyone && call.plan().variants() == 1
				&& !call.request().context().containsKey(ChatMemory.CONVERSATION_ID);
	}

	private static void end(PlannedCall.Cached call, CallRecord outcome) {
		if (call.request().context().get(KEY) instanceof TracedCall traced) {
			traced.end(outcome);
		}
	}

}
