package dev.llmcache.prefix;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

import dev.llmcache.Fingerprint;
import dev.llmcache.key.Keyring;
import dev.llmcache.prefix.lint.VolatileKind;

/**
 * Takes down how prompts begin and what providers read of them from their caches, for
 * each endpoint apart. It keeps digests, counts and places, and no text.
 * <p>
 * Thread-safe.
 */
public final class PrefixLedger {

	private static final String LABEL = "llmcache/prefix/1";

	private static final int ENDPOINTS = 256;

	private final Keyring keyring;

	private final DriftSettings settings;

	private final LocalDate termsAsOf;

	private final PrefixTotals<String> models = new PrefixTotals<>(PrefixCounters.OTHER);

	private final PrefixTotals<Endpoint> endpoints = new PrefixTotals<>(
			new Endpoint(PrefixCounters.OTHER, PrefixCounters.OTHER));

	private final Map<VolatileKind, LongAdder> drift = new EnumMap<>(VolatileKind.class);

	private final Map<Endpoint, EndpointTally> tallies = new LinkedHashMap<>(16, 0.75F, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<Endpoint, EndpointTally> eldest) {
			return size() > ENDPOINTS;
		}

	};

	/**
	 * Creates a ledger.
	 * @param keyring makes the digests
	 * @param settings when prompts drift
	 * @param termsAsOf day of the table of providers' terms
	 */
	public PrefixLedger(Keyring keyring, DriftSettings settings, LocalDate termsAsOf) {
		this.keyring = keyring;
		this.settings = settings;
		this.termsAsOf = termsAsOf;
		for (VolatileKind kind : VolatileKind.values()) {
			this.drift.put(kind, new LongAdder());
		}
	}

	/**
	 * Digest of what the prompts of an endpoint are meant to begin with.
	 * @param endpoint the endpoint
	 * @param prompt the prompt
	 * @return the digest of its head
	 */
	public Fingerprint fingerprint(Endpoint endpoint, RenderedPrompt prompt) {
		return root(endpoint).derive(prompt.headBytes());
	}

	/**
	 * Takes down a prompt that is about to be sent.
	 * @param endpoint where it goes
	 * @param prompt the prompt as it is sent
	 * @param partition what the provider keeps apart, such as a tenant's prompts
	 * @param retention how long the provider remembers
	 * @param now the time in milliseconds
	 * @return what is known of it
	 */
	public PrefixObservation observe(Endpoint endpoint, RenderedPrompt prompt, String partition, Duration retention,
			long now) {
		Fingerprint root = root(endpoint);
		PrefixChain chain = PrefixChain.of(prompt.bytes(), root.derive(partition.getBytes(StandardCharsets.UTF_8)));
		PrefixObservation observation = tally(endpoint).observe(prompt, chain, root, retention, now);
		if (observation.difference() != null) {
			Objects.requireNonNull(this.drift.get(observation.difference().kind())).increment();
		}
		return observation;
	}

	/**
	 * Takes down what the provider counted.
	 * @param observation what was known of the prompt
	 * @param usage what the provider counted
	 */
	public void answered(PrefixObservation observation, PrefixUsage usage) {
		tally(observation.endpoint()).answered(observation, usage);
		long reusable = observation.reusableTokens(usage.prompt());
		this.endpoints.of(observation.endpoint()).add(usage, reusable);
		this.models.of(observation.endpoint().model()).add(usage, reusable);
	}

	/**
	 * What was counted so far.
	 * @return the counts, which never fall
	 */
	public PrefixCounters counters() {
		Map<VolatileKind, Long> differences = new EnumMap<>(VolatileKind.class);
		this.drift.forEach((kind, count) -> {
			if (count.sum() > 0) {
				differences.put(kind, count.sum());
			}
		});
		return new PrefixCounters(this.models.counts(), this.endpoints.counts(), differences);
	}

	/**
	 * In how many ways the prompts of an endpoint began within the window.
	 * @param endpoint the endpoint
	 * @param now the time in milliseconds
	 * @return how many, 0 if none is remembered
	 */
	public int heads(Endpoint endpoint, long now) {
		EndpointTally tally;
		synchronized (this.tallies) {
			tally = this.tallies.get(endpoint);
		}
		return (tally != null) ? tally.heads(now) : 0;
	}

	/**
	 * Reports on all endpoints.
	 * @param now the time in milliseconds
	 * @return the report
	 */
	public PrefixReport report(long now) {
		List<EndpointTally> all;
		synchronized (this.tallies) {
			all = List.copyOf(this.tallies.values());
		}
		return new PrefixReport(all.stream().map((tally) -> tally.report(now)).toList(), this.termsAsOf);
	}

	private EndpointTally tally(Endpoint endpoint) {
		synchronized (this.tallies) {
			return this.tallies.computeIfAbsent(endpoint, (key) -> new EndpointTally(key, this.settings));
		}
	}

	private Fingerprint root(Endpoint endpoint) {
		return this.keyring.digestOf(LABEL, endpoint.toString().getBytes(StandardCharsets.UTF_8));
	}

}
