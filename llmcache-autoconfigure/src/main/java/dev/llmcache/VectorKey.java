package dev.llmcache;

import java.util.List;
import java.util.Set;

/**
 * Place of a vector.
 * <p>
 * Two keys of one id are equal.
 *
 * @param id digest of the vector space, of whose text it is, and of the text
 * @param kind what the text is
 * @param owner what the vector is erased by: marks of the tenant and of the user, if it
 * is theirs
 */
public record VectorKey(Fingerprint id, Kind kind, List<Mark> owner) {

	public VectorKey {
		owner = List.copyOf(owner);
	}

	/**
	 * Whether the vector belongs to somebody.
	 * @param marks marks of the owner
	 * @return whether it bears one of them
	 */
	public boolean bearsAnyOf(Set<Mark> marks) {
		for (Mark mark : this.owner) {
			if (marks.contains(mark)) {
				return true;
			}
		}
		return false;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof VectorKey that && this.id.equals(that.id);
	}

	@Override
	public int hashCode() {
		return this.id.hashCode();
	}

	/**
	 * What the text of a vector is.
	 */
	public enum Kind {

		/** Part of a corpus, which everybody shares. */
		DOCUMENT,

		/** What somebody asked, which is his alone. */
		QUESTION,

		/** What the cache itself compares, which never leaves this process. */
		INTERNAL

	}

}
