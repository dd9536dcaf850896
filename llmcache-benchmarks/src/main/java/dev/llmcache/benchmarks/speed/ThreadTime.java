package dev.llmcache.benchmarks.speed;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * Time of a processor that the calling thread has, native code included, whatever else
 * the machine does.
 */
final class ThreadTime {

	private static final double NANOS_PER_MILLI = 1e6;

	private ThreadTime() {
	}

	/**
	 * Does something again and again.
	 * @param what what to do
	 * @param time how long, once at the least
	 * @return milliseconds of a processor for each time
	 */
	static double millis(Runnable what, Duration time) {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		long end = System.nanoTime() + time.toNanos();
		long start = threads.getCurrentThreadCpuTime();
		int count = 0;
		do {
			what.run();
			count++;
		}
		while (System.nanoTime() - end < 0);
		return (threads.getCurrentThreadCpuTime() - start) / NANOS_PER_MILLI / count;
	}

}
