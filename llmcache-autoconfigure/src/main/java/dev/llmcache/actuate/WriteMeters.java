package dev.llmcache.actuate;

import java.util.Collection;
import java.util.List;

import dev.llmcache.store.WriteQueue;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of the queues of what is written behind the calls.
 */
public final class WriteMeters implements MeterBinder {

	private final List<WriteQueue> queues;

	/**
	 * Creates the meters.
	 * @param queues the queues, each of another name
	 */
	public WriteMeters(Collection<WriteQueue> queues) {
		this.queues = List.copyOf(queues);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (WriteQueue queue : this.queues) {
			Tags tags = Tags.of("queue", queue.name().replace(' ', '-'));
			Gauge.builder("llmcache.writes.queued", queue, WriteQueue::queued)
				.description("Writes that wait")
				.tags(tags)
				.register(registry);
			FunctionCounter.builder("llmcache.writes.dropped", queue, WriteQueue::dropped)
				.description("Writes that were not carried out, since too many waited")
				.tags(tags)
				.register(registry);
			FunctionCounter.builder("llmcache.writes.failed", queue, WriteQueue::failed)
				.description("Writes that failed")
				.tags(tags)
				.register(registry);
		}
	}

}
