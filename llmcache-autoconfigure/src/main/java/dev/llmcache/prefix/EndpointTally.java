package dev.llmcache.prefix;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import dev.llmcache.Fingerprint;
import dev.llmcache.prefix.lint.VolatileKind;
import dev.llmcache.prefix.lint.VolatileLint;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint's prompts have in common, and what they cost.
 * <p>
 * Thread-safe.
 */
final class EndpointTally {

	private static final int LINKS = 50_000;

	private static final int HEADS = 1_000;

	private static final int LINTED_HEADS = 8;

	private static final int LINTED_LENGTH = 4_000;

	private final Endpoint endpoint;

	private final DriftSettings settings;

	private final RecentChains chains = new RecentChains(LINKS);

	private final Map<Fingerprint, Long> heads = new LinkedHashMap<>(16, 0.75F, true);

	private final Map<VolatileKind, Long> differences = new EnumMap<>(VolatileKind.class);

	private final Map<VolatileKind, Long> suspects = new EnumMap<>(VolatileKind.class);

	private @Nullable PromptHead last;

	private @Nullable PrefixDifference lastDifference;

	private long lastAlarm = Long.MIN_VALUE;

	private int linted;

	private long calls;

	private long promptTokens;

	private long cachedTokens;

	private long writtenTokens;

	private long unknownCalls;

	private long reusableTokens;

	EndpointTally(Endpoint endpoint, DriftSettings settings) {
		this.endpoint = endpoint;
		this.settings = settings;
	}

	synchronized PrefixObservation observe(RenderedPrompt prompt, PrefixChain chain, Fingerprint root,
			Duration retention, long now) {
		int shared = this.chains.add(chain, now, retention.toMillis());
		Fingerprint head = root.derive(prompt.headBytes());
		boolean isNew = this.heads.put(head, now) == null;
		forgetHeads(now);
		PrefixDifference difference = differenceTo(head, prompt, root);
		Set<VolatileKind> found = isNew ? lint(prompt) : Set.of();
		found.forEach((kind) -> this.suspects.merge(kind, 1L, Long::sum));
		return new PrefixObservation(this.endpoint, chain.length(), shared, this.heads.size(), difference, found,
				isAlarming(found, now));
	}

	private @Nullable PrefixDifference differenceTo(Fingerprint head, RenderedPrompt prompt, Fingerprint root) {
		PromptHead before = this.last;
		if (before != null && before.fingerprint().equals(head)) {
			return null;
		}
		PromptHead current = PromptHead.of(prompt, root);
		this.last = current;
		PrefixDifference difference = (before != null) ? current.since(before, prompt) : null;
		if (difference != null) {
			this.lastDifference = difference;
			this.differences.merge(difference.kind(), 1L, Long::sum);
		}
		return difference;
	}

	synchronized void answered(PrefixObservation observation, PrefixUsage usage) {
		this.calls++;
		this.promptTokens += orZero(usage.prompt());
		this.cachedTokens += orZero(usage.cached());
		this.writtenTokens += orZero(usage.written());
		this.reusableTokens += observation.reusableTokens(usage.prompt());
		if (usage.cached() == null) {
			this.unknownCalls++;
		}
	}

	synchronized EndpointReport report(long now) {
		forgetHeads(now);
		return new EndpointReport(this.endpoint, this.calls, this.promptTokens, this.cachedTokens, this.writtenTokens,
				this.unknownCalls, this.reusableTokens, this.heads.size(), this.differences, this.lastDifference,
				this.suspects);
	}

	synchronized int heads(long now) {
		forgetHeads(now);
		return this.heads.size();
	}

	private void forgetHeads(long now) {
		long since = now - this.settings.window().toMillis();
		var eldest = this.heads.values().iterator();
		while (eldest.hasNext() && (eldest.next() < since || this.heads.size() > HEADS)) {
			eldest.remove();
		}
	}

	private Set<VolatileKind> lint(RenderedPrompt prompt) {
		EnumSet<VolatileKind> found = EnumSet.noneOf(VolatileKind.class);
		if (this.linted < LINTED_HEADS) {
			this.linted++;
			prompt.headBlocks()
				.stream()
				.filter((block) -> block.role() == PromptBlock.Role.SYSTEM)
				.flatMap((block) -> VolatileLint
					.inHead(block.text().substring(0, Math.min(LINTED_LENGTH, block.text().length())))
					.stream())
				.forEach((finding) -> found.add(finding.kind()));
		}
		return found;
	}

	private boolean isAlarming(Set<VolatileKind> found, long now) {
		boolean due = this.lastAlarm == Long.MIN_VALUE || now - this.lastAlarm >= this.settings.window().toMillis();
		if (!due || (this.heads.size() <= this.settings.maxHeads() && found.isEmpty())) {
			return false;
		}
		this.lastAlarm = now;
		return true;
	}

	private static long orZero(@Nullable Long tokens) {
		return (tokens != null) ? tokens : 0;
	}

}
