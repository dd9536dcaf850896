package dev.llmcache;

import java.util.List;

/**
 * Digests of what answers can be invalidated by.
 */
@FunctionalInterface
public interface Marks {

	/**
	 * Marks of the answers that an invalidation means.
	 * @param invalidation the invalidation
	 * @return one mark for each secret that answers may be stored under
	 */
	List<Mark> of(Invalidation invalidation);

}
