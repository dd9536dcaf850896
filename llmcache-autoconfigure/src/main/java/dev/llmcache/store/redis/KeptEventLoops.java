package dev.llmcache.store.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.resource.EventLoopGroupProvider;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;

/**
 * Event loops of another provider, kept while no client uses them.
 * <p>
 * A client that could not connect gives its loops back, and two seconds later Lettuce
 * still has something for them to do: if they were gone then, each attempt during an
 * outage would leave an error with a stack trace in the log.
 */
final class KeptEventLoops implements EventLoopGroupProvider {

	private final EventLoopGroupProvider loops;

	private final Map<Class<?>, EventLoopGroup> kept = new ConcurrentHashMap<>();

	KeptEventLoops(EventLoopGroupProvider loops) {
		this.loops = loops;
	}

	@Override
	public <T extends EventLoopGroup> T allocate(Class<T> type) {
		this.kept.computeIfAbsent(type, (absent) -> this.loops.allocate(type));
		return this.loops.allocate(type);
	}

	@Override
	public int threadPoolSize() {
		return this.loops.threadPoolSize();
	}

	@Override
	public Future<Boolean> release(EventExecutorGroup group, long quietPeriod, long timeout, TimeUnit unit) {
		return this.loops.release(group, quietPeriod, timeout, unit);
	}

	/**
	 * Keeps them no longer: they end unless others use them.
	 */
	@Override
	public Future<Boolean> shutdown(long quietPeriod, long timeout, TimeUnit unit) {
		Future<Boolean> end = ImmediateEventExecutor.INSTANCE.newSucceededFuture(true);
		for (EventLoopGroup group : this.kept.values()) {
			end = release(group, quietPeriod, timeout, unit);
		}
		this.kept.clear();
		return end;
	}

}
