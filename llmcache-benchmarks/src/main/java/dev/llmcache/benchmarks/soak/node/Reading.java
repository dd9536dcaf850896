package dev.llmcache.benchmarks.soak.node;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.util.internal.PlatformDependent;

/**
 * What a process uses after some calls.
 *
 * @param calls how many calls there were
 * @param heapBytes what is left of the heap after everything was collected
 * @param directBytes buffers outside the heap
 * @param threads platform threads
 * @param files open files and sockets
 */
public record Reading(long calls, long heapBytes, long directBytes, int threads, long files) {

	/**
	 * Collects all garbage, and measures.
	 * @param calls how many calls there were
	 * @return what is in use
	 */
	static Reading take(long calls) {
		System.gc();
		return new Reading(calls, leftOfHeap(), outsideHeap(), ManagementFactory.getThreadMXBean().getThreadCount(),
				ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class).getOpenFileDescriptorCount());
	}

	// As it was right after the collection, whatever was created since
	private static long leftOfHeap() {
		return ManagementFactory.getMemoryPoolMXBeans()
			.stream()
			.filter((pool) -> pool.getType() == MemoryType.HEAP)
			.map(MemoryPoolMXBean::getCollectionUsage)
			.mapToLong(MemoryUsage::getUsed)
			.sum();
	}

	private static long outsideHeap() {
		long pooled = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
			.stream()
			.mapToLong(BufferPoolMXBean::getMemoryUsed)
			.sum();
		return pooled + Math.max(0, PlatformDependent.usedDirectMemory());
	}

}
