package dev.llmcache.benchmarks.plots;

import java.util.List;

/**
 * Where figures are from.
 *
 * @param command what printed them
 * @param date when
 * @param machine on what
 * @param cores of the machine
 * @param load how many programs wanted one of them before
 */
record Heading(String command, String date, String machine, int cores, double load) {

	private static final double BUSY = 0.25;

	/** What stands below a chart, line by line. */
	List<String> caption() {
		String machine = "%s, %d cores of %s".formatted(this.date, this.cores, this.machine);
		return isBusy() ? List.of(this.command, machine, "While other programs kept the cores busy")
				: List.of(this.command, machine);
	}

	private boolean isBusy() {
		return this.load > this.cores * BUSY;
	}

}
