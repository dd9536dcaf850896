package dev.llmcache.advisor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.llmcache.CacheScope;
import dev.llmcache.Explanation.NearestEntry;
import dev.llmcache.Fingerprint;
import dev.llmcache.key.Keyring;
import org.jspecify.annotations.Nullable;

/**
 * Digests of the entries that this instance stored last, to tell in which parts of the
 * scope a call differs from them.
 * <p>
 * Thread-safe.
 */
final class RecentEntries {

	private static final int REMEMBERED = 1000;

	private final Deque<Entry> entries = new ArrayDeque<>();

	private final Keyring keyring;

	private final InstantSource clock;

	RecentEntries(Keyring keyring, InstantSource clock) {
		this.keyring = keyring;
		this.clock = clock;
	}

	void add(PlannedCall.Cached call) {
		Entry entry = new Entry(call.query().key().entry().prefix(), this.keyring.digestOf(call.query().question()),
				this.keyring.digestsOf(call.scope()), this.clock.instant());
		synchronized (this.entries) {
			if (this.entries.size() == REMEMBERED) {
				this.entries.removeLast();
			}
			this.entries.addFirst(entry);
		}
	}

	/**
	 * Finds the entry that differs least: one with the same question before others, then
	 * one with fewer differing parts, then the one stored last.
	 * @param scope scope of the call
	 * @param question question of the call
	 * @return the entry, or null when there is none
	 */
	@Nullable NearestEntry nearest(CacheScope scope, String question) {
		Map<String, String> parts = this.keyring.digestsOf(scope);
		Fingerprint asked = this.keyring.digestOf(question);
		List<Entry> candidates;
		synchronized (this.entries) {
			candidates = List.copyOf(this.entries);
		}
		Instant now = this.clock.instant();
		return candidates.stream()
			.map((entry) -> new NearestEntry(entry.fingerprint(), entry.question().equals(asked),
					differences(parts, entry.parts()), Duration.between(entry.storedAt(), now)))
			.min(Comparator.comparing((NearestEntry entry) -> !entry.sameQuestion())
				.thenComparingInt((entry) -> entry.differingParts().size()))
			.orElse(null);
	}

	private static List<String> differences(Map<String, String> parts, Map<String, String> others) {
		return parts.keySet().stream().filter((name) -> !Objects.equals(parts.get(name), others.get(name))).toList();
	}

	private record Entry(String fingerprint, Fingerprint question, Map<String, String> parts, Instant storedAt) {

	}

}
