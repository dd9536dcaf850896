package dev.llmcache.edge;

import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Header by which caches learn what a response is purged by.
 */
public enum TagHeader {

	/** Varnish with the xkey module. */
	XKEY("xkey", " ", EdgeTag::value),

	/** Fastly, Souin. */
	SURROGATE_KEY("Surrogate-Key", " ", EdgeTag::value),

	/** Cloudflare. */
	CACHE_TAG("Cache-Tag", ",", EdgeTag::value),

	/** Akamai. */
	EDGE_CACHE_TAG("Edge-Cache-Tag", ",", EdgeTag::value),

	/** RFC 9875. */
	CACHE_GROUPS("Cache-Groups", ", ", (tag) -> '"' + tag.value() + '"');

	private final String header;

	private final String separator;

	private final Function<EdgeTag, String> form;

	TagHeader(String header, String separator, Function<EdgeTag, String> form) {
		this.header = header;
		this.separator = separator;
		this.form = form;
	}

	public String header() {
		return this.header;
	}

	String value(Collection<EdgeTag> tags) {
		return tags.stream().map(this.form).collect(Collectors.joining(this.separator));
	}

	// Name, colon and blank count for some
	int length(int tags) {
		return this.header.length() + 2 + tags * this.form.apply(EdgeTag.OVERFLOW).length()
				+ Math.max(0, tags - 1) * this.separator.length();
	}

}
