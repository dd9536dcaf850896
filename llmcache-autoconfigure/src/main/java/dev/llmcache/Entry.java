package dev.llmcache;

/**
 * Answer to be stored.
 *
 * @param answer what the model answered
 * @param snapshot the generations before it was asked
 * @param fence a number that grows with the time at which it was asked; an answer never
 * takes the place of one with a greater number
 * @param provenance where the answer comes from
 * @param tenant mark of the tenant that the answer belongs to
 */
public record Entry(CachedAnswer answer, Snapshot snapshot, long fence, Provenance provenance, Mark tenant) {

	/**
	 * Answer of which nothing more is known.
	 * @param answer what the model answered
	 * @param snapshot the generations before it was asked
	 * @param fence a number that grows with the time at which it was asked
	 */
	public Entry(CachedAnswer answer, Snapshot snapshot, long fence) {
		this(answer, snapshot, fence, Provenance.UNKNOWN, Mark.NO_TENANT);
	}

}
