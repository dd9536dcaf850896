package dev.llmcache.benchmarks.canary.scan;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Searches bytes for many patterns at once, by a hash that rolls over the first bytes of
 * each (Karp and Rabin, "Efficient randomized pattern-matching algorithms", 1987).
 * <p>
 * Immutable and thread-safe.
 */
public final class CanaryScan {

	private static final int WINDOW = 16;

	private static final int BASE = 0x01000193;

	private static final int FILTER_BITS = 24;

	private static final int BLOCK = 1 << 20;

	private final Map<Integer, List<Pattern>> patterns = new HashMap<>();

	private final BitSet filter = new BitSet(1 << FILTER_BITS);

	private final int leaving;

	private final int longest;

	private final List<byte[]> planted;

	/**
	 * Prepares a search.
	 * @param canaries for what
	 */
	public CanaryScan(Collection<Canary> canaries) {
		int power = 1;
		for (int i = 1; i < WINDOW; i++) {
			power *= BASE;
		}
		this.leaving = power;
		int most = WINDOW;
		for (Canary canary : canaries) {
			for (Pattern pattern : Form.patterns(canary)) {
				int hash = hash(pattern.bytes(), 0);
				this.filter.set(hash >>> (Integer.SIZE - FILTER_BITS));
				this.patterns.computeIfAbsent(hash, (any) -> new ArrayList<>()).add(pattern);
				most = Math.max(most, pattern.bytes().length);
			}
		}
		this.longest = most;
		this.planted = canaries.stream()
			.filter((canary) -> canary.kind() == Canary.Kind.PLANTED)
			.flatMap((canary) -> Form.all(canary).values().stream())
			.toList();
	}

	/**
	 * All forms of the canary that is to be planted.
	 */
	List<byte[]> planted() {
		return this.planted;
	}

	/**
	 * Searches everything that a stream has.
	 * @param stream which is read to its end
	 * @param findings takes what is found
	 */
	void search(InputStream stream, Findings findings) throws IOException {
		byte[] block = new byte[BLOCK + this.longest];
		int kept = 0;
		while (true) {
			int read = stream.readNBytes(block, kept, BLOCK);
			int end = kept + read;
			findings.read(read);
			// What begins too late to be whole is searched with the next block
			int last = (read < BLOCK) ? end : end - this.longest;
			search(block, last, end, findings);
			if (read < BLOCK) {
				return;
			}
			kept = end - last;
			System.arraycopy(block, last, block, 0, kept);
		}
	}

	private void search(byte[] text, int starts, int end, Findings findings) {
		if (end < WINDOW) {
			return;
		}
		int hash = hash(text, 0);
		for (int start = 0; start < starts && start + WINDOW <= end; start++) {
			if (this.filter.get(hash >>> (Integer.SIZE - FILTER_BITS))) {
				for (Pattern pattern : this.patterns.getOrDefault(hash, List.of())) {
					if (pattern.isAt(text, start, end)) {
						findings.found(pattern);
					}
				}
			}
			if (start + WINDOW < end) {
				hash = (hash - text[start] * this.leaving) * BASE + text[start + WINDOW];
			}
		}
	}

	private static int hash(byte[] text, int start) {
		int hash = 0;
		for (int i = start; i < start + WINDOW; i++) {
			hash = hash * BASE + text[i];
		}
		return hash;
	}

}
