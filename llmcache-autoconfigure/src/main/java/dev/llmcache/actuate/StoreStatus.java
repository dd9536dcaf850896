package dev.llmcache.actuate;

import java.util.Map;

import dev.llmcache.Layer;
import dev.llmcache.report.store.StoreReport;
import org.jspecify.annotations.Nullable;

/**
 * A store as operators see it.
 *
 * @param store its name
 * @param layer whose it is
 * @param backend what it is made of
 * @param entries how many entries it holds, or null if that is unknown
 * @param bytes what they take, or null if that is unknown
 * @param maximumBytes what they may take, or null if that is unbounded or unknown
 * @param evictions entries that went since the start of this instance, by cause
 * @param available false if the server did not answer when it was asked last
 */
public record StoreStatus(String store, Layer layer, String backend, @Nullable Long entries, @Nullable Long bytes,
		@Nullable Long maximumBytes, Map<String, Long> evictions, boolean available) {

	static StoreStatus of(StoreReport report) {
		return new StoreStatus(report.store(), report.layer(), report.backend(), report.entries(), report.bytes(),
				report.maximumBytes(), report.evictions(), report.available());
	}

}
