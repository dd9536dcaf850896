package dev.llmcache.edge;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import dev.llmcache.Fingerprint;
import dev.llmcache.Stamp;
import dev.llmcache.edge.CallRecord.Source;
import dev.llmcache.edge.EdgeDecision.NoStore;
import dev.llmcache.edge.EdgeDecision.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a response is public. Pure.
 *
 * @param minTtl how long a response must be fresh to be worth keeping
 * @param identified whether the response to a request that says who makes it may be
 * public
 * @param tags make the tags
 */
public record EdgeRules(Duration minTtl, boolean identified, EdgeTags tags) {

	/**
	 * What clocks differ by and responses take: public ones are kept for less by that.
	 */
	static final Duration SKEW = Duration.ofSeconds(1);

	private static final Set<String> METHODS = Set.of("GET", "HEAD");

	private static final Set<String> NOT_SHARED = Set.of("*", "cookie", "authorization");

	/**
	 * Decides.
	 * @param exchange the request and its response
	 * @param records what the model calls in it came to
	 * @param complete whether these are known to be all
	 * @param now the time
	 * @return the decision, which holds unless something is invalidated meanwhile
	 */
	public EdgeDecision decide(EdgeExchange exchange, List<CallRecord> records, boolean complete, Instant now) {
		OptIn optIn = exchange.optIn();
		if (records.isEmpty()) {
			return untouched(complete, optIn);
		}
		if (optIn == null) {
			return new NoStore(Reason.NOT_OPTED_IN);
		}
		Reason reason = reason(exchange, optIn);
		if (reason != null) {
			return new NoStore(reason);
		}
		if (records.stream().anyMatch(CallRecord.Private.class::isInstance)) {
			return new NoStore(Reason.PRIVATE);
		}
		if (!complete) {
			return new NoStore(Reason.STRAY_CALL);
		}
		return decide(optIn, records.stream().map(CallRecord.Public.class::cast).toList(), now);
	}

	private static EdgeDecision untouched(boolean complete, @Nullable OptIn optIn) {
		if (complete) {
			return EdgeDecision.UNTOUCHED;
		}
		return (optIn != null) ? new NoStore(Reason.STRAY_CALL) : EdgeDecision.UNCERTAIN;
	}

	private @Nullable Reason reason(EdgeExchange exchange, OptIn optIn) {
		if (!METHODS.contains(exchange.method())) {
			return Reason.METHOD;
		}
		if (exchange.status() != 200) {
			return Reason.STATUS;
		}
		if (exchange.streamed()) {
			return Reason.STREAM;
		}
		if (exchange.identified() && !this.identified) {
			return Reason.IDENTIFIED;
		}
		if (exchange.cookie()) {
			return Reason.COOKIE;
		}
		return Stream.concat(exchange.varies().stream(), optIn.vary().stream())
			.anyMatch((name) -> NOT_SHARED.contains(name.toLowerCase(Locale.ROOT))) ? Reason.VARIES : null;
	}

	private EdgeDecision decide(OptIn optIn, List<CallRecord.Public> records, Instant now) {
		Source source = records.stream().map(CallRecord.Public::source).max(Comparator.naturalOrder()).get();
		if (source == Source.SEMANTIC && !optIn.semantic()) {
			return new NoStore(Reason.SEMANTIC);
		}
		Instant freshUntil = records.stream().map(CallRecord.Public::freshUntil).min(Comparator.naturalOrder()).get();
		Duration fresh = Duration.between(now, freshUntil).minus(SKEW);
		if (fresh.compareTo(this.minTtl) < 0) {
			return new NoStore(Reason.TOO_OLD);
		}
		Duration stale = records.stream().map(CallRecord.Public::staleFor).min(Comparator.naturalOrder()).get();
		Duration cap = optIn.maxAge();
		boolean capped = cap != null && cap.compareTo(fresh) < 0;
		Duration lifetime = (cap != null && capped) ? cap : fresh;
		List<Stamp> stamps = records.stream().flatMap((record) -> record.stamps().stream()).distinct().toList();
		List<Fingerprint> entries = records.stream().map((record) -> record.key().entry()).toList();
		return new EdgeDecision.Public(seconds(lifetime), capped ? Duration.ZERO : seconds(stale), source, optIn.vary(),
				this.tags.of(stamps, entries), stamps);
	}

	private static Duration seconds(Duration time) {
		return Duration.ofSeconds(time.toSeconds());
	}

}
