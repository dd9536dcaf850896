package dev.llmcache.edge.reactive;

import java.nio.file.Path;

import dev.llmcache.edge.EdgeTrace;
import reactor.core.publisher.Mono;

import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * Response of a server that writes files without reading them. These are never public.
 */
final class ZeroCopyEdgeServerResponse extends EdgeServerResponse implements ZeroCopyHttpOutputMessage {

	private final ZeroCopyHttpOutputMessage files;

	ZeroCopyEdgeServerResponse(ServerHttpResponse delegate, ZeroCopyHttpOutputMessage files, ReactiveEdge edge,
			EdgeTrace trace) {
		super(delegate, edge, trace);
		this.files = files;
	}

	@Override
	public Mono<Void> writeWith(Path file, long position, long count) {
		return Mono.defer(() -> {
			withhold();
			return this.files.writeWith(file, position, count);
		});
	}

}
