package dev.llmcache.edge.purge;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

import dev.llmcache.edge.EdgePurger;
import dev.llmcache.edge.EdgeTag;
import dev.llmcache.edge.TagHeader;

/**
 * A zone of Cloudflare, by cache tags.
 */
public final class CloudflarePurger implements EdgePurger {

	/** Address of Cloudflare's interface. */
	public static final URI API = URI.create("https://api.cloudflare.com");

	private static final Pattern REFUSED = Pattern.compile("\"success\"\\s*:\\s*false");

	private final URI endpoint;

	private final String token;

	private final PurgeCalls calls;

	/**
	 * Creates the purger.
	 * @param api address of the interface
	 * @param zone id of the zone
	 * @param token token that may purge it
	 * @param timeout how long a call may take
	 */
	public CloudflarePurger(URI api, String zone, String token, Duration timeout) {
		this.endpoint = api.resolve("/client/v4/zones/" + zone + "/purge_cache");
		this.token = token;
		this.calls = new PurgeCalls(timeout);
	}

	@Override
	public TagHeader tagHeader() {
		return TagHeader.CACHE_TAG;
	}

	@Override
	public int maxTags() {
		return 30;
	}

	@Override
	public void purge(Set<EdgeTag> tags) throws IOException, InterruptedException {
		String reply = this.calls.send(HttpRequest.newBuilder(this.endpoint)
			.header("Authorization", "Bearer " + this.token)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"tags\":" + PurgeCalls.jsonList(tags) + "}")));
		if (REFUSED.matcher(reply).find()) {
			throw new IOException("Cloudflare refused to purge");
		}
	}

}
