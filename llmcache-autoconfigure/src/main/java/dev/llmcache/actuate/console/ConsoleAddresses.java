package dev.llmcache.actuate.console;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.actuate.endpoint.web.WebEndpointHttpMethod;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;

/**
 * Where the page finds its files and the operations. All are relative to the page, so
 * that they hold with any base path, context path and prefix of a proxy.
 * <p>
 * Thread-safe.
 */
public final class ConsoleAddresses {

	private static final EndpointId CONSOLE = EndpointId.of(LlmCacheConsoleEndpoint.ID);

	private static final EndpointId OPERATIONS = EndpointId.of("llmcache");

	private final Supplier<WebEndpointsSupplier> endpoints;

	/**
	 * Finds them among the endpoints that are exposed.
	 * @param endpoints asked at each request: the console is one of them
	 */
	public ConsoleAddresses(Supplier<WebEndpointsSupplier> endpoints) {
		this.endpoints = endpoints;
	}

	/** The folder of the page's files, beside the page. */
	String files() {
		String path = path(CONSOLE, LlmCacheConsoleEndpoint.ID);
		return "./" + encoded(path.substring(path.lastIndexOf('/') + 1));
	}

	/** The endpoint whose operations the page offers, exposed or not. */
	String operations() {
		String path = path(CONSOLE, LlmCacheConsoleEndpoint.ID);
		long up = path.chars().filter((character) -> character == '/').count();
		return "./" + "../".repeat((int) up) + encoded(path(OPERATIONS, OPERATIONS.toString()));
	}

	/**
	 * Why the page cannot operate the cache.
	 * @return what to change, or null if it can
	 */
	@Nullable String readOnlyReason() {
		ExposableWebEndpoint endpoint = find(OPERATIONS);
		if (endpoint == null) {
			return "Add llmcache to management.endpoints.web.exposure.include to operate the cache from here.";
		}
		boolean writable = endpoint.getOperations()
			.stream()
			.anyMatch((operation) -> operation.getRequestPredicate().getHttpMethod() == WebEndpointHttpMethod.POST);
		return writable ? null
				: "Set management.endpoint.llmcache.access to unrestricted to operate the cache from here.";
	}

	private String path(EndpointId id, String otherwise) {
		ExposableWebEndpoint endpoint = find(id);
		return (endpoint != null) ? endpoint.getRootPath() : otherwise;
	}

	private @Nullable ExposableWebEndpoint find(EndpointId id) {
		return this.endpoints.get()
			.getEndpoints()
			.stream()
			.filter((endpoint) -> endpoint.getEndpointId().equals(id))
			.findFirst()
			.orElse(null);
	}

	private static String encoded(String path) {
		try {
			return new URI(null, null, "/" + path, null).getRawPath().substring(1);
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException("An endpoint has no path", ex);
		}
	}

}
