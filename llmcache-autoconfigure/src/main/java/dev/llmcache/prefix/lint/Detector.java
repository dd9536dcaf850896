package dev.llmcache.prefix.lint;

import java.util.function.Consumer;

/**
 * Finds text of some kinds.
 */
@FunctionalInterface
interface Detector {

	/**
	 * Looks through a text.
	 * @param text the text
	 * @param found is given each finding, in any order
	 */
	void detect(String text, Consumer<Finding> found);

}
