package dev.llmcache.benchmarks.speed.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * Memory of this process, after a full collection.
 *
 * @param heap used bytes of the heap
 * @param metaspace used bytes of what the virtual machine knows of classes
 * @param code used bytes of compiled code
 * @param buffers bytes of buffers outside the heap
 * @param resident bytes that the operating system has given, -1 if it does not say
 * @param classes how many are loaded
 */
public record Memory(long heap, long metaspace, long code, long buffers, long resident, int classes) {

	private static final String METASPACE = "Metaspace";

	/** One or three pools, as the virtual machine likes. */
	private static final String CODE = "Code";

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
		return new Memory(memory.getHeapMemoryUsage().getUsed(), used(METASPACE::equals),
				used((pool) -> pool.startsWith(CODE)), buffers, readResident(),
				ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
	}

	/**
	 * What the virtual machine says that it uses.
	 * @return the sum in bytes, without what it has but does not use
	 */
	public long used() {
		return this.heap + this.metaspace + this.code + this.buffers;
	}

	// Not the sum of all: the space of compressed classes is a pool, and in the metaspace
	private static long used(Predicate<String> pool) {
		return ManagementFactory.getMemoryPoolMXBeans()
			.stream()
			.filter((bean) -> bean.getType() == MemoryType.NON_HEAP && pool.test(bean.getName()))
			.mapToLong((bean) -> bean.getUsage().getUsed())
			.sum();
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
