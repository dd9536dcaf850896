package dev.llmcache.edge;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.llmcache.Fingerprint;
import dev.llmcache.Stamp;

/**
 * Tags of responses, and the headers that they are told by.
 *
 * @param headers the headers
 * @param maxBytes how long these may be together, their names included; a response with
 * more tags has {@link EdgeTag#OVERFLOW} alone
 */
public record EdgeTags(List<TagHeader> headers, int maxBytes) {

	public EdgeTags {
		headers = List.copyOf(headers);
	}

	/**
	 * Tags of a response.
	 * @param stamps what its answers can be invalidated by
	 * @param entries fingerprints of its answers
	 * @return the tags, each once
	 */
	public List<EdgeTag> of(Collection<Stamp> stamps, Collection<Fingerprint> entries) {
		Set<EdgeTag> tags = new LinkedHashSet<>();
		entries.forEach((entry) -> tags.add(EdgeTag.of(entry)));
		stamps.forEach((stamp) -> tags.add(EdgeTag.of(stamp.mark())));
		int length = this.headers.stream().mapToInt((header) -> header.length(tags.size())).sum();
		return (length <= this.maxBytes) ? List.copyOf(tags) : List.of(EdgeTag.OVERFLOW);
	}

}
