package dev.llmcache.edge.purge;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import dev.llmcache.edge.EdgeTag;

/**
 * Calls that purge, over the JDK's HTTP client.
 * <p>
 * Thread-safe.
 */
final class PurgeCalls {

	private final HttpClient client;

	private final Duration timeout;

	/**
	 * Creates them.
	 * @param timeout how long each may take
	 */
	PurgeCalls(Duration timeout) {
		this.timeout = timeout;
		this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout).build();
	}

	/**
	 * Makes a call.
	 * @param request the call
	 * @return the body of the reply
	 * @throws IOException if the reply is no success, or there is none in time
	 * @throws InterruptedException if the thread is interrupted meanwhile
	 */
	String send(HttpRequest.Builder request) throws IOException, InterruptedException {
		HttpResponse<String> response = reply(request);
		if (response.statusCode() / 100 != 2) {
			// Neither address nor body, which may repeat a secret
			throw new IOException("A purge was answered with the status " + response.statusCode());
		}
		return response.body();
	}

	// The client's own timeout ends with the headers
	private HttpResponse<String> reply(HttpRequest.Builder request) throws IOException, InterruptedException {
		CompletableFuture<HttpResponse<String>> reply = this.client.sendAsync(request.timeout(this.timeout).build(),
				BodyHandlers.ofString());
		try {
			return reply.get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			throw new IOException("A purge was not answered", ex.getCause());
		}
		catch (TimeoutException ex) {
			throw new IOException("A purge was not answered in time", ex);
		}
		finally {
			reply.cancel(true);
		}
	}

	static String list(Set<EdgeTag> tags, String separator) {
		return tags.stream().map(EdgeTag::value).collect(Collectors.joining(separator));
	}

	// Letters and digits only: nothing to escape
	static String jsonList(Set<EdgeTag> tags) {
		return tags.stream().map((tag) -> '"' + tag.value() + '"').collect(Collectors.joining(",", "[", "]"));
	}

}
