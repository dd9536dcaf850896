package dev.llmcache.advisor;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.util.context.ContextView;

import org.springframework.ai.chat.client.ChatClientResponse;

/**
 * Passes the chunks of one stream on to any number of subscribers, to each all of them
 * from the first.
 * <p>
 * The stream is cancelled when the last subscriber has left, not before. Thread-safe.
 */
final class ChunkRelay {

	private final Sinks.Many<ChatClientResponse> chunks = Sinks.many().replay().all();

	private final Disposable.Swap stream = Disposables.swap();

	private int subscribers;

	private boolean closed;

	/**
	 * Starts the stream on behalf of its first subscriber.
	 * @param source the stream
	 * @param context the subscriber's context
	 */
	void start(Flux<ChatClientResponse> source, ContextView context) {
		this.stream.update(source.contextWrite(context)
			.subscribe(this.chunks::tryEmitNext, this.chunks::tryEmitError, this.chunks::tryEmitComplete));
	}

	/**
	 * Joins the subscribers, unless all of them have left already.
	 * @return whether there is still a stream to follow
	 */
	synchronized boolean join() {
		if (!this.closed) {
			this.subscribers++;
		}
		return !this.closed;
	}

	/**
	 * All chunks, for a subscriber who has joined and leaves with the end of the flux.
	 * @return the chunks
	 */
	Flux<ChatClientResponse> flux() {
		return this.chunks.asFlux().doFinally((end) -> leave());
	}

	private void leave() {
		boolean last;
		synchronized (this) {
			last = --this.subscribers == 0;
			this.closed |= last;
		}
		if (last) {
			this.stream.dispose();
		}
	}

}
