package dev.llmcache.prefix;

/**
 * Block of system text that is the same in every call until its version changes.
 *
 * @param id name of the block, which logs and reports may show
 * @param version its version
 * @param text what it says
 */
public record StablePrompt(String id, String version, String text) {

	public StablePrompt {
		if (id.isBlank() || text.isBlank()) {
			throw new IllegalArgumentException("A stable prompt has an id and a text");
		}
	}

	/**
	 * The block's name with its version.
	 * @return {@code id@version}
	 */
	public String label() {
		return this.id + "@" + this.version;
	}

	@Override
	public String toString() {
		return "StablePrompt[" + label() + "]";
	}

}
