package dev.llmcache.edge.reactive;

import java.nio.ByteBuffer;
import java.util.Objects;

import dev.llmcache.edge.EdgeTrace;
import dev.llmcache.edge.EntityTag;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;

/**
 * Response that is decided about before it is committed. Only one that is written as a
 * whole may be public.
 */
class EdgeServerResponse extends ServerHttpResponseDecorator {

	private final ReactiveEdge edge;

	private final EdgeTrace trace;

	private @Nullable ServerWebExchange exchange;

	private volatile boolean isPublic;

	EdgeServerResponse(ServerHttpResponse delegate, ReactiveEdge edge, EdgeTrace trace) {
		super(delegate);
		this.edge = edge;
		this.trace = trace;
	}

	/**
	 * Decorates a response.
	 * @param response the response
	 * @param edge decides about it
	 * @param trace the model calls in it
	 * @return the same kind of response, as far as files are written without being read
	 */
	static EdgeServerResponse of(ServerHttpResponse response, ReactiveEdge edge, EdgeTrace trace) {
		return (response instanceof ZeroCopyHttpOutputMessage files)
				? new ZeroCopyEdgeServerResponse(response, files, edge, trace)
				: new EdgeServerResponse(response, edge, trace);
	}

	void of(ServerWebExchange decided) {
		this.exchange = decided;
	}

	boolean isPublic() {
		return this.isPublic;
	}

	private ServerWebExchange exchange() {
		return Objects.requireNonNull(this.exchange);
	}

	@Override
	public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
		if (body instanceof Mono<? extends DataBuffer> whole && this.edge.mayBePublic(exchange(), this)) {
			return whole.<DataBuffer>map((buffer) -> buffer)
				.flatMap((buffer) -> writeWhole(buffer).thenReturn(true))
				.switchIfEmpty(Mono.defer(() -> setComplete().thenReturn(true)))
				.then();
		}
		if (body instanceof Mono<? extends DataBuffer> whole) {
			// Servers have a shorter way for one buffer
			return super.writeWith(whole.doOnSuccess((buffer) -> withhold()));
		}
		return super.writeWith(Flux.from(body).switchOnFirst((first, chunks) -> {
			withhold();
			return chunks;
		}));
	}

	private Mono<Void> writeWhole(DataBuffer buffer) {
		return this.edge.decide(exchange(), this, this.trace)
			.doOnError((failure) -> DataBufferUtils.release(buffer))
			.flatMap((allowed) -> {
				this.isPublic = allowed;
				return allowed ? writePublic(buffer) : super.writeWith(Mono.just(buffer));
			});
	}

	private Mono<Void> writePublic(DataBuffer buffer) {
		// After all others that were registered: one may add a cookie, or fail
		beforeCommit(() -> Mono.fromRunnable(this::reconsider));
		Mono<Void> written;
		if (isKnown(bytes(buffer))) {
			DataBufferUtils.release(buffer);
			setStatusCode(HttpStatus.NOT_MODIFIED);
			getHeaders().remove(HttpHeaders.CONTENT_LENGTH);
			written = super.setComplete();
		}
		else {
			written = super.writeWith(Mono.just(buffer));
		}
		return written.doOnError((failure) -> {
			if (!isCommitted()) {
				this.edge.takeBack(this);
			}
		});
	}

	private void reconsider() {
		HttpStatusCode status = getStatusCode();
		boolean ok = status == null || status.isSameCodeAs(HttpStatus.OK)
				|| status.isSameCodeAs(HttpStatus.NOT_MODIFIED);
		if (!ok || !getCookies().isEmpty() || getHeaders().containsHeader(HttpHeaders.SET_COOKIE)) {
			this.edge.takeBack(this);
		}
	}

	private boolean isKnown(byte[] body) {
		String own = getHeaders().getETag();
		String tag = (own != null) ? own : EntityTag.of(body, getHeaders().getFirst(HttpHeaders.CONTENT_TYPE));
		getHeaders().setETag(tag);
		return EntityTag.matches(
				String.join(", ", exchange().getRequest().getHeaders().getOrEmpty(HttpHeaders.IF_NONE_MATCH)), tag);
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.toByteBuffer(ByteBuffer.wrap(bytes));
		return bytes;
	}

	@Override
	public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return super.writeAndFlushWith(
				Flux.<Publisher<? extends DataBuffer>>from(body).switchOnFirst((first, chunks) -> {
					withhold();
					return chunks;
				}));
	}

	@Override
	public Mono<Void> setComplete() {
		return Mono.defer(() -> {
			withhold();
			return super.setComplete();
		});
	}

	void withhold() {
		if (!isCommitted()) {
			this.edge.withhold(exchange(), this, this.trace);
		}
	}

}
