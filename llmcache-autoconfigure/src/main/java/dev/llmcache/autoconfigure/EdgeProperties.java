package dev.llmcache.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.llmcache.edge.TagHeader;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The edge layer: what caches in front of the application may keep.
 *
 * @param enabled Whether responses with answers of models say if they may be kept.
 * Without, a cache in front decides by itself, and some keep what says nothing.
 * @param paths Patterns of paths whose responses are the same for everyone, such as
 * '/faq/{question}', beside handlers that are annotated with '@EdgeCacheable'.
 * @param minTtl How long a response must be fresh to be worth keeping.
 * @param browserMaxAge How long browsers may keep a response at the most, which no purge
 * reaches. As long as caches in front, if it is not set.
 * @param authenticated Whether the response to a request that says who makes it, by
 * 'Authorization' or a login, may be public as well.
 * @param maxBody How large a public response may be.
 * @param cacheStatus Whether public responses say in 'Cache-Status' what the cache did.
 * @param tagHeaders Headers that tell what a response is purged by, in addition to those
 * of the configured products: xkey, surrogate-key, cache-tag, edge-cache-tag,
 * cache-groups.
 * @param maxTagBytes How long these headers may be together. A response with more tags
 * has a common one, which is purged with every other.
 * @param answersPath Path below which answers are served that requests by POST name in
 * 'Content-Location', such as '/answers'. Off if it is not set.
 * @param secondPurgeAfter How long after an invalidation purges are made once more: the
 * longest that a response may be under way, and at least 'llmcache.invalidation.max-lag'.
 * @param purgeTimeout How long a purge may take before it is tried again.
 * @param varnish Varnish servers with the xkey module.
 * @param fastly A service of Fastly.
 * @param cloudflare A zone of Cloudflare.
 */
public record EdgeProperties(@DefaultValue("true") boolean enabled, @DefaultValue List<String> paths,
		@DefaultValue("5s") Duration minTtl, @Nullable Duration browserMaxAge,
		@DefaultValue("false") boolean authenticated, @DefaultValue("1MB") DataSize maxBody,
		@DefaultValue("true") boolean cacheStatus, @DefaultValue List<TagHeader> tagHeaders,
		@DefaultValue("4KB") DataSize maxTagBytes, @Nullable String answersPath,
		@DefaultValue("30s") Duration secondPurgeAfter, @DefaultValue("5s") Duration purgeTimeout,
		@DefaultValue Varnish varnish, @DefaultValue Fastly fastly, @DefaultValue Cloudflare cloudflare) {

	/**
	 * Patterns of all paths whose responses are the same for everyone.
	 * @return the configured ones, and that of answers
	 */
	List<String> publicPaths() {
		List<String> all = new ArrayList<>(this.paths);
		if (this.answersPath != null) {
			all.add(this.answersPath + "/{id}");
		}
		return all;
	}

	@Override
	public String toString() {
		return "EdgeProperties[]";
	}

	/**
	 * Varnish servers.
	 *
	 * @param addresses Addresses to which 'PURGE' is sent, each server's, such as
	 * 'http://10.0.0.7:6081'.
	 * @param stats Command that prints the counters of a server as 'varnishstat -1 -j'
	 * does, one list element for each word.
	 */
	public record Varnish(@DefaultValue List<URI> addresses, @DefaultValue List<String> stats) {

	}

	/**
	 * A service of Fastly.
	 *
	 * @param serviceId Id of the service.
	 * @param apiKey Token that may purge it.
	 * @param url Address of Fastly's interface.
	 */
	public record Fastly(@Nullable String serviceId, @Nullable String apiKey,
			@DefaultValue("https://api.fastly.com") URI url) {

		@Override
		public String toString() {
			return "Fastly[]";
		}

	}

	/**
	 * A zone of Cloudflare.
	 *
	 * @param zoneId Id of the zone.
	 * @param apiToken Token that may purge it.
	 * @param url Address of Cloudflare's interface.
	 */
	public record Cloudflare(@Nullable String zoneId, @Nullable String apiToken,
			@DefaultValue("https://api.cloudflare.com") URI url) {

		@Override
		public String toString() {
			return "Cloudflare[]";
		}

	}

}
