package dev.llmcache.benchmarks.soak.node;

/**
 * Twenty tenants at a time, of which one leaves and another comes every thousand calls.
 */
final class Tenants {

	private static final int PRESENT = 20;

	private static final int CALLS_PER_TENANT = 1000;

	private Tenants() {
	}

	/**
	 * One of those who are there.
	 * @param call number of the call
	 * @param drawn any number from 0
	 * @return the name
	 */
	static String at(long call, int drawn) {
		return "tenant-" + (call / CALLS_PER_TENANT + drawn % PRESENT);
	}

	/**
	 * Whether one leaves at a call.
	 * @param call number of the call
	 */
	static boolean leavesAt(long call) {
		return call % CALLS_PER_TENANT == 0 && call > 0;
	}

	/**
	 * Who leaves at a call.
	 * @param call number of the call
	 * @return the name
	 */
	static String leaving(long call) {
		return "tenant-" + (call / CALLS_PER_TENANT - 1);
	}

}
