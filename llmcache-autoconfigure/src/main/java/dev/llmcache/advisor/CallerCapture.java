package dev.llmcache.advisor;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import dev.llmcache.edge.EdgeTrace;
import dev.llmcache.identity.IdentitySources;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.ChatClient.StreamResponseSpec;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.model.ChatResponse;

/**
 * Remembers who makes a stream, which the thread that subscribes to it may not know, and
 * tells it in the stream's Reactor context.
 * <p>
 * What the thread that calls {@code stream()} knows counts if it is the one that called
 * {@code prompt()}: a request that wanders between threads may wander between users. An
 * advisor parameter would outlive the stream, since {@code mutate()} copies them.
 */
final class CallerCapture implements InvocationHandler {

	private final ChatClientRequestSpec delegate;

	private final IdentitySources sources;

	private final long thread;

	private CallerCapture(ChatClientRequestSpec delegate, IdentitySources sources, long thread) {
		this.delegate = delegate;
		this.sources = sources;
		this.thread = thread;
	}

	/**
	 * Remembers who makes the streams of a request.
	 * @param spec the request, just made on the current thread
	 * @param sources know who the current thread works for
	 * @return the request
	 */
	static ChatClientRequestSpec of(ChatClientRequestSpec spec, IdentitySources sources) {
		return of(spec, sources, Thread.currentThread().threadId());
	}

	/**
	 * Finds what was remembered.
	 * @param subscriber context of a stream's subscriber
	 * @param fallback where to look if nothing was
	 * @return where to look for the caller
	 */
	static IdentitySources in(ContextView subscriber, IdentitySources fallback) {
		return subscriber.<IdentitySources>getOrEmpty(CallerCapture.class).orElse(fallback);
	}

	static ChatClientRequestSpec unwrap(ChatClientRequestSpec spec) {
		return (Proxy.isProxyClass(spec.getClass())
				&& Proxy.getInvocationHandler(spec) instanceof CallerCapture capture) ? unwrap(capture.delegate) : spec;
	}

	// A proxy, since the interface loses and gains methods from release to release
	private static ChatClientRequestSpec of(ChatClientRequestSpec spec, IdentitySources sources, long thread) {
		return (ChatClientRequestSpec) Proxy.newProxyInstance(ChatClientRequestSpec.class.getClassLoader(),
				new Class<?>[] { ChatClientRequestSpec.class }, new CallerCapture(spec, sources, thread));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		Object result = invoke(method, arguments);
		if (result == this.delegate) {
			return proxy;
		}
		return switch (result) {
			case ChatClientRequestSpec next -> of(next, this.sources, this.thread);
			case StreamResponseSpec stream when isThreadOfPrompt() ->
				new KnownCallerStream(stream, this.sources.captured(), EdgeTrace.current());
			case null, default -> result;
		};
	}

	private @Nullable Object invoke(Method method, Object @Nullable [] arguments) throws Throwable {
		try {
			return method.invoke(this.delegate, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private boolean isThreadOfPrompt() {
		return Thread.currentThread().threadId() == this.thread;
	}

	/**
	 * Stream whose context tells who makes it.
	 *
	 * @param delegate the stream
	 * @param caller where to look for the caller
	 * @param trace of the HTTP request that it is made for, or null when it is not known
	 */
	private record KnownCallerStream(StreamResponseSpec delegate, IdentitySources caller,
			@Nullable EdgeTrace trace) implements StreamResponseSpec {

		@Override
		public Flux<ChatClientResponse> chatClientResponse() {
			return known(this.delegate.chatClientResponse());
		}

		@Override
		public Flux<ChatResponse> chatResponse() {
			return known(this.delegate.chatResponse());
		}

		@Override
		public Flux<String> content() {
			return known(this.delegate.content());
		}

		private <T> Flux<T> known(Flux<T> stream) {
			return stream.contextWrite((context) -> withTrace(context.put(CallerCapture.class, this.caller)));
		}

		private Context withTrace(Context context) {
			return (this.trace == null || context.hasKey(EdgeTrace.KEY)) ? context
					: context.put(EdgeTrace.KEY, this.trace);
		}

	}

}
