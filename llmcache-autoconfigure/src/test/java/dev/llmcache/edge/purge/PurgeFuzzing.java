package dev.llmcache.edge.purge;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.llmcache.test.fuzz.FuzzTarget;

import static dev.llmcache.test.fuzz.FuzzTarget.require;

/**
 * What the servers print that are purged.
 */
public final class PurgeFuzzing {

	private static final String PRINTED = """
			{"counters": {"MAIN.client_req": {"description": "Good requests", "flag": "c", "value": 12},
			"MAIN.cache_hit": {"value" : 7}}}""";

	private PurgeFuzzing() {
	}

	public static List<FuzzTarget> targets() {
		return List.of(new FuzzTarget("varnishstat", List.of(PRINTED.getBytes(StandardCharsets.UTF_8)),
				PurgeFuzzing::readCounters));
	}

	private static void readCounters(byte[] input) {
		VarnishStats.traffic(new String(input, StandardCharsets.UTF_8))
			.ifPresent((traffic) -> require(traffic.requests() >= 0 && traffic.hits() >= 0, "Counters count"));
	}

}
