package dev.llmcache.transfer;

/**
 * How far a transfer is.
 *
 * @param done entries that were transferred
 * @param leftOut entries that were not
 */
public record TransferProgress(long done, long leftOut) {

	/**
	 * Entries that were looked at.
	 * @return transferred or not
	 */
	public long entries() {
		return this.done + this.leftOut;
	}

}
