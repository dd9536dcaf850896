package dev.llmcache.edge;

import java.io.IOException;
import java.util.Set;

/**
 * Makes a cache in front of the application drop what bears a tag.
 * <p>
 * Thread-safe; may wait.
 */
public interface EdgePurger {

	/** For applications whose caches are not purged. */
	EdgePurger NONE = new EdgePurger() {

		@Override
		public TagHeader tagHeader() {
			return TagHeader.XKEY;
		}

		@Override
		public void purge(Set<EdgeTag> tags) {
		}

	};

	/**
	 * Header by which the cache learns what a response is purged by.
	 * @return the header
	 */
	TagHeader tagHeader();

	/**
	 * How many tags it takes at a time.
	 * @return at least 1
	 */
	default int maxTags() {
		return 200;
	}

	/**
	 * Drops what bears one of some tags. When it returns the cache has done so.
	 * @param tags the tags, at most {@link #maxTags()}
	 * @throws IOException if it is not known that it has; it is tried again
	 * @throws InterruptedException if the thread is interrupted meanwhile
	 */
	void purge(Set<EdgeTag> tags) throws IOException, InterruptedException;

}
