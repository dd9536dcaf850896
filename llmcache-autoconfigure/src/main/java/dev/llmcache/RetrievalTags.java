package dev.llmcache;

/**
 * Tags that answers made from retrieved documents bear unasked.
 */
public final class RetrievalTags {

	private static final String DOCUMENT = "doc:";

	private static final String CORPUS = "corpus:";

	private RetrievalTags() {
	}

	/**
	 * Tag of the answers that a document was retrieved for.
	 * @param id the id that it has in its store
	 * @return the tag
	 */
	public static String document(String id) {
		return DOCUMENT + id;
	}

	/**
	 * Tag of the answers that one version of a document was retrieved for.
	 * @param id the id that it has in its store
	 * @param version what its metadata say under {@code version}
	 * @return the tag
	 */
	public static String document(String id, String version) {
		return document(id) + "@" + version;
	}

	/**
	 * Tag of the answers for which documents of a store were looked for, whether or not
	 * any were found.
	 * @param store the name of the store's bean
	 * @return the tag
	 */
	public static String corpus(String store) {
		return CORPUS + store;
	}

}
