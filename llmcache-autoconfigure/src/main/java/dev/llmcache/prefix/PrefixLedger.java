package dev.llmcache.prefix;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.llmcache.Fingerprint;
import dev.llmcache.key.Keyring;

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
		return tally(endpoint).observe(prompt, chain, root, retention, now);
	}

	/**
	 * Takes down what the provider counted.
	 * @param observation what was known of the prompt
	 * @param usage what the provider counted
	 */
	public void answered(PrefixObservation observation, PrefixUsage usage) {
		tally(observation.endpoint()).answered(observation, usage);
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
