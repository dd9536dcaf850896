package dev.llmcache.edge;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Header by which caches learn what a response is purged by.
 */
public enum TagHeader {

	/** Varnish with the xkey module. */
	XKEY("xkey", " ", ""),

	/** Fastly, Souin. */
	SURROGATE_KEY("Surrogate-Key", " ", ""),

	/** Cloudflare. */
	CACHE_TAG("Cache-Tag", ",", ""),

	/** Akamai. */
	EDGE_CACHE_TAG("Edge-Cache-Tag", ",", ""),

	/** RFC 9875. */
	CACHE_GROUPS("Cache-Groups", ", ", "\"");

	private final String header;

	private final String separator;

	private final String quote;

	TagHeader(String header, String separator, String quote) {
		this.header = header;
		this.separator = separator;
		this.quote = quote;
	}

	public String header() {
		return this.header;
	}

	String value(Collection<EdgeTag> tags) {
		return tags.stream()
			.map((tag) -> this.quote + tag.value() + this.quote)
			.collect(Collectors.joining(this.separator));
	}

	// Name, colon and blank count for some
	int length(int tags) {
		return this.header.length() + 2 + tags * (EdgeTag.LENGTH + 2 * this.quote.length())
				+ Math.max(0, tags - 1) * this.separator.length();
	}

}
