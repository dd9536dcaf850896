package dev.llmcache.prefix.lint;

/**
 * Text that changes from call to call.
 *
 * @param start offset of its first character
 * @param end offset after its last character
 * @param kind what it looks like
 */
public record Finding(int start, int end, VolatileKind kind) {

	/**
	 * Whether it has characters in common with a range.
	 * @param from offset of the range's first character
	 * @param to offset after its last
	 * @return whether they overlap
	 */
	public boolean overlaps(int from, int to) {
		return this.start < to && this.end > from;
	}

}
