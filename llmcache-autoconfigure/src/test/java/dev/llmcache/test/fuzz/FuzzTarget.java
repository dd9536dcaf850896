package dev.llmcache.test.fuzz;

import java.util.Arrays;
import java.util.List;

/**
 * Something that reads bytes from outside.
 *
 * @param name letters, digits and hyphens
 * @param seeds valid inputs to start from, so that what is behind the first bytes is
 * reached
 * @param reader reads an input and fails if what it has read is not as it must be
 * @param share how many of the inputs it is given, in relation to others
 */
public record FuzzTarget(String name, List<byte[]> seeds, Reader reader, int share) {

	private static final int STANDARD_SHARE = 10;

	public FuzzTarget {
		seeds = List.copyOf(seeds);
	}

	public FuzzTarget(String name, List<byte[]> seeds, Reader reader) {
		this(name, seeds, reader, STANDARD_SHARE);
	}

	/**
	 * The same target, given fewer inputs, since reading one takes long.
	 * @return the target
	 */
	public FuzzTarget seldom() {
		return new FuzzTarget(this.name, this.seeds, this.reader, 1);
	}

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * Fails if something does not hold.
	 * @param holds whether it does
	 * @param what what must
	 */
	public static void require(boolean holds, String what) {
		if (!holds) {
			throw new AssertionError(what);
		}
	}

	/**
	 * Fails if bytes that were read and written again are others once they are read and
	 * written again.
	 * @param once written once
	 * @param twice written twice
	 */
	public static void requireStable(byte[] once, byte[] twice) {
		require(Arrays.equals(once, twice), "What was read is written as it was read");
	}

	/**
	 * Reads one input.
	 */
	@FunctionalInterface
	public interface Reader {

		/**
		 * Reads an input.
		 * @param input any bytes, which are not kept
		 * @throws Exception if the input is read wrongly, or at all by an exception
		 */
		void read(byte[] input) throws Exception;

	}

}
