package dev.llmcache;

import java.util.Map;
import java.util.Set;

/**
 * What was deleted for someone's right to be forgotten.
 *
 * @param deleted how many entries of each layer
 * @param failed layers in which the deletion failed, so that entries may be left which
 * are not served any more; all that answer, if the key that its answers are encrypted
 * under could not be deleted; erase again
 */
public record ErasureReceipt(Map<Layer, Long> deleted, Set<Layer> failed) {

	public ErasureReceipt {
		deleted = Map.copyOf(deleted);
		failed = Set.copyOf(failed);
	}

	public boolean isComplete() {
		return this.failed.isEmpty();
	}

}
