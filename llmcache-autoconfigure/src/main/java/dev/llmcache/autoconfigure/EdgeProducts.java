package dev.llmcache.autoconfigure;

import java.util.List;

import dev.llmcache.edge.EdgePurges;
import dev.llmcache.edge.TagHeader;

/**
 * The caches in front of the application that are purged.
 *
 * @param purges the purges of each
 * @param headers what responses tell their tags by
 */
record EdgeProducts(List<EdgePurges> purges, List<TagHeader> headers) implements AutoCloseable {

	@Override
	public void close() {
		this.purges.forEach(EdgePurges::close);
	}

}
