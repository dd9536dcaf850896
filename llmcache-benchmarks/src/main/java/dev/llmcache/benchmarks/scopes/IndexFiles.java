package dev.llmcache.benchmarks.scopes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

import org.apache.lucene.codecs.CompoundDirectory;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * Files of a Lucene index, those that lie within others too.
 *
 * @param path directory of the index
 */
record IndexFiles(Path path) {

	/**
	 * How much all files have together.
	 * @return bytes
	 * @throws IOException if the disk fails
	 */
	long bytes() throws IOException {
		return bytes((name) -> true);
	}

	/**
	 * How much a search reads of them: the graphs, and the copies of the vectors or else
	 * the vectors.
	 * @return bytes
	 * @throws IOException if the disk fails
	 */
	long walkedBytes() throws IOException {
		long copies = bytes((name) -> name.endsWith(".veq"));
		return bytes((name) -> name.endsWith(".vex"))
				+ ((copies > 0) ? copies : bytes((name) -> name.endsWith(".vec")));
	}

	private long bytes(Predicate<String> names) throws IOException {
		long sum = 0;
		try (Directory directory = FSDirectory.open(this.path)) {
			for (SegmentCommitInfo segment : SegmentInfos.readLatestCommit(directory)) {
				sum += bytes(segment, directory, names);
			}
		}
		return sum;
	}

	private static long bytes(SegmentCommitInfo segment, Directory directory, Predicate<String> names)
			throws IOException {
		if (!segment.info.getUseCompoundFile()) {
			return bytes(segment.files(), directory, names);
		}
		try (CompoundDirectory files = segment.info.getCodec()
			.compoundFormat()
			.getCompoundReader(directory, segment.info)) {
			return bytes(List.of(files.listAll()), files, names);
		}
	}

	private static long bytes(Collection<String> files, Directory directory, Predicate<String> names)
			throws IOException {
		long sum = 0;
		for (String file : files) {
			sum += names.test(file) ? directory.fileLength(file) : 0;
		}
		return sum;
	}

}
