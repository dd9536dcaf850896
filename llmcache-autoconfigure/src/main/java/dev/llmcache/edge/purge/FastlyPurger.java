package dev.llmcache.edge.purge;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Set;

import dev.llmcache.edge.EdgePurger;
import dev.llmcache.edge.EdgeTag;
import dev.llmcache.edge.TagHeader;

/**
 * A service of Fastly, by its batch of surrogate keys.
 */
public final class FastlyPurger implements EdgePurger {

	/** Address of Fastly's interface. */
	public static final URI API = URI.create("https://api.fastly.com");

	private final URI endpoint;

	private final String key;

	private final PurgeCalls calls;

	/**
	 * Creates the purger.
	 * @param api address of the interface
	 * @param service id of the service
	 * @param key token that may purge it
	 * @param timeout how long a call may take
	 */
	public FastlyPurger(URI api, String service, String key, Duration timeout) {
		this.endpoint = api.resolve("/service/" + service + "/purge");
		this.key = key;
		this.calls = new PurgeCalls(timeout);
	}

	@Override
	public TagHeader tagHeader() {
		return TagHeader.SURROGATE_KEY;
	}

	@Override
	public int maxTags() {
		return 256;
	}

	@Override
	public void purge(Set<EdgeTag> tags) throws IOException, InterruptedException {
		this.calls.send(HttpRequest.newBuilder(this.endpoint)
			.header("Fastly-Key", this.key)
			.header("Accept", "application/json")
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"surrogate_keys\":" + PurgeCalls.jsonList(tags) + "}")));
	}

}
