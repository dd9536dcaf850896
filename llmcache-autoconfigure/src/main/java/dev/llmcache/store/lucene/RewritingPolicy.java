package dev.llmcache.store.lucene;

import java.io.IOException;
import java.util.List;

import org.apache.lucene.index.FilterMergePolicy;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.jspecify.annotations.Nullable;

/**
 * Merges as another policy does, but to free the space of deleted entries writes each
 * segment anew by itself, however few of its entries are deleted.
 * <p>
 * By itself it keeps its graph, less what is deleted. To merge it with others takes many
 * times longer, since a new graph has to be built.
 */
final class RewritingPolicy extends FilterMergePolicy {

	RewritingPolicy(MergePolicy others) {
		super(others);
	}

	@Override
	public @Nullable MergeSpecification findForcedDeletesMerges(SegmentInfos segments, MergeContext context)
			throws IOException {
		MergeSpecification merges = new MergeSpecification();
		for (SegmentCommitInfo segment : segments) {
			if (context.numDeletesToMerge(segment) > 0 && !context.getMergingSegments().contains(segment)) {
				merges.add(new OneMerge(List.of(segment)));
			}
		}
		return merges.merges.isEmpty() ? null : merges;
	}

}
