package dev.llmcache.prefix;

import java.time.LocalDate;
import java.util.List;

/**
 * How prompts were reused, since the start of this instance.
 *
 * @param endpoints the endpoints, at most 256, which were used last
 * @param termsAsOf day of the table of providers' terms
 */
public record PrefixReport(List<EndpointReport> endpoints, LocalDate termsAsOf) {

	public PrefixReport {
		endpoints = List.copyOf(endpoints);
	}

}
