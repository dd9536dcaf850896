package dev.llmcache.edge.purge;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import dev.llmcache.edge.EdgePurger;
import dev.llmcache.edge.EdgeTag;
import dev.llmcache.edge.TagHeader;

/**
 * Varnish servers with the xkey module, of a configuration that takes {@code PURGE} with
 * the tags in the header {@code xkey-purge}.
 */
public final class VarnishPurger implements EdgePurger {

	private final List<URI> servers;

	private final PurgeCalls calls;

	/**
	 * Creates the purger.
	 * @param servers addresses of all servers, each of which has a cache of its own
	 * @param timeout how long each may take
	 */
	public VarnishPurger(List<URI> servers, Duration timeout) {
		this.servers = List.copyOf(servers);
		this.calls = new PurgeCalls(timeout);
	}

	@Override
	public TagHeader tagHeader() {
		return TagHeader.XKEY;
	}

	@Override
	public void purge(Set<EdgeTag> tags) throws IOException, InterruptedException {
		IOException failure = null;
		for (URI server : this.servers) {
			try {
				this.calls.send(HttpRequest.newBuilder(server)
					.method("PURGE", BodyPublishers.noBody())
					.header("xkey-purge", PurgeCalls.list(tags, " ")));
			}
			catch (IOException ex) {
				failure = ex;
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

}
