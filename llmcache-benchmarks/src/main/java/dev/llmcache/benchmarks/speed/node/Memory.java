package dev.llmcache.benchmarks.speed.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Memory of this process, after a full collection.
 *
 * @param heap used bytes of the heap
 * @param nonHeap used bytes of what the virtual machine keeps for itself: classes and
 * compiled code
 * @param buffers bytes of buffers outside the heap
 * @param resident bytes that the operating system has given, -1 if it does not say
 * @param classes how many are loaded
 */
public record Memory(long heap, long nonHeap, long buffers, long resident, int classes) {

	private static final Path STATUS = Path.of("/proc/self/status");

	private static final String RESIDENT = "VmRSS:";

	static Memory read() {
		MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
		memory.gc();
		// What only cleaners held is free after the second
		memory.gc();
		long buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
			.stream()
			.mapToLong(BufferPoolMXBean::getMemoryUsed)
			.sum();
		return new Memory(memory.getHeapMemoryUsage().getUsed(), memory.getNonHeapMemoryUsage().getUsed(), buffers,
				readResident(), ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
	}

	/**
	 * What the virtual machine says that it uses.
	 * @return the sum in bytes, without what it has but does not use
	 */
	public long used() {
		return this.heap + this.nonHeap + this.buffers;
	}

	private static long readResident() {
		if (!Files.isReadable(STATUS)) {
			return -1;
		}
		try {
			return 1024 * Files.readAllLines(STATUS)
				.stream()
				.filter((line) -> line.startsWith(RESIDENT))
				.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
				.findFirst()
				.orElseThrow();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
