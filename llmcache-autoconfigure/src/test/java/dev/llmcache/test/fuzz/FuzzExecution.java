package dev.llmcache.test.fuzz;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Consumer;

import com.sun.management.ThreadMXBean;

/**
 * Gives inputs to a target, or to one of all by their first byte, and fails where reading
 * one takes more memory than an input of that length can need.
 */
public final class FuzzExecution implements Consumer<byte[]> {

	/** Stands for all targets. */
	static final String ALL = "all";

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final long MOST_BYTES = 8 << 20;

	private static final long MOST_BYTES_PER_BYTE = 8 << 10;

	private static final int ATTEMPTS = 4;

	private final List<FuzzTarget> targets;

	private final boolean chosen;

	/**
	 * Made by its name in the process that fuzzes.
	 * @param target name of the target
	 */
	public FuzzExecution(String target) {
		this.chosen = target.equals(ALL);
		this.targets = this.chosen ? FuzzTargets.all() : List.of(FuzzTargets.named(target));
		this.targets.forEach((each) -> each.seeds().forEach((seed) -> allocatedBy(each, seed)));
	}

	@Override
	public void accept(byte[] input) {
		if (!this.chosen) {
			read(this.targets.getFirst(), input);
		}
		else if (input.length > 0) {
			byte[] rest = new byte[input.length - 1];
			System.arraycopy(input, 1, rest, 0, rest.length);
			read(this.targets.get(Byte.toUnsignedInt(input[0]) % this.targets.size()), rest);
		}
	}

	// What classes take that are loaded meanwhile is taken once
	private static void read(FuzzTarget target, byte[] input) {
		long most = MOST_BYTES + input.length * MOST_BYTES_PER_BYTE;
		long least = Long.MAX_VALUE;
		for (int i = 0; least > most && i < ATTEMPTS; i++) {
			least = Math.min(least, allocatedBy(target, input));
		}
		if (least > most) {
			throw new AssertionError(
					"%s takes too much memory for %d bytes: %d".formatted(target.name(), input.length, least));
		}
	}

	private static long allocatedBy(FuzzTarget target, byte[] input) {
		long before = THREADS.getCurrentThreadAllocatedBytes();
		try {
			target.reader().read(input);
		}
		catch (Exception ex) {
			throw new AssertionError(target.name() + " lets an exception out", ex);
		}
		return THREADS.getCurrentThreadAllocatedBytes() - before;
	}

}
