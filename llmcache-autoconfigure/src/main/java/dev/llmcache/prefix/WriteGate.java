package dev.llmcache.prefix;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.llmcache.Fingerprint;

/**
 * Decides whether a provider that charges for it is asked to remember the beginning of a
 * prompt: only where enough reads can be expected to pay for the write.
 * <p>
 * A beginning that is seen for the first time is never written, so that traffic in which
 * nothing comes again costs what it costs without. Thread-safe.
 */
public final class WriteGate {

	private static final long LONG = Duration.ofHours(1).toMillis();

	private static final int ENDPOINTS = 256;

	private final boolean longRetention;

	private final Map<Endpoint, Histories> endpoints = new LinkedHashMap<>(16, 0.75F, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<Endpoint, Histories> eldest) {
			return size() > ENDPOINTS;
		}

	};

	/**
	 * Creates a gate.
	 * @param longRetention whether it may ask for an hour, which costs more
	 */
	public WriteGate(boolean longRetention) {
		this.longRetention = longRetention;
	}

	/**
	 * Decides about a request, which counts for what is decided later.
	 * @param endpoint where it goes
	 * @param prefix its beginning
	 * @param terms what the provider charges
	 * @param now the time in milliseconds
	 * @return what to ask for
	 */
	public synchronized Marking decide(Endpoint endpoint, Fingerprint prefix, ProviderTerms terms, long now) {
		Histories histories = this.endpoints.computeIfAbsent(endpoint,
				(key) -> new Histories(new ReuseHistory(terms.retention().toMillis()), new ReuseHistory(LONG)));
		ReuseHistory.Run brief = histories.brief.arrived(prefix, now);
		ReuseHistory.Run lasting = histories.lasting.arrived(prefix, now);
		if (this.longRetention && lasting.isWritten()) {
			return Marking.LONG;
		}
		if (brief.isWritten()) {
			return Marking.SHORT;
		}
		double gain = brief.isFirst() ? 0 : gain(histories.brief.expectedReads(brief), terms.write(), terms);
		double longGain = (!this.longRetention || lasting.isFirst() || terms.writeLong() == 0) ? 0
				: gain(histories.lasting.expectedReads(lasting), terms.writeLong(), terms);
		if (Math.max(gain, longGain) <= 0) {
			return Marking.NONE;
		}
		// A short run is part of a long one, so its reads are counted there too
		if (gain > 0) {
			brief.write();
			return Marking.SHORT;
		}
		lasting.write();
		return Marking.LONG;
	}

	private static double gain(double reads, double write, ProviderTerms terms) {
		return reads * (1 - terms.read()) - (write - 1);
	}

	/**
	 * What a provider is asked for.
	 */
	public enum Marking {

		/** Nothing. */
		NONE,

		/** To remember for a short time, and to read. */
		SHORT,

		/** To remember for an hour, and to read. */
		LONG

	}

	private record Histories(ReuseHistory brief, ReuseHistory lasting) {

	}

}
