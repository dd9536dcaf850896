package dev.llmcache.semantic;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.Neighbour;
import org.jspecify.annotations.Nullable;

/**
 * Stored questions near to one, with their answers.
 *
 * @param neighbours as they were found
 * @param entries what each of them holds
 */
record Neighbourhood(List<Neighbour> neighbours, List<SemanticEntry> entries) {

	/** Leaves out what cannot be read. */
	static Neighbourhood of(List<Neighbour> found) {
		List<Neighbour> neighbours = new ArrayList<>(found.size());
		List<SemanticEntry> entries = new ArrayList<>(found.size());
		for (Neighbour neighbour : found) {
			SemanticEntry entry = SemanticEntry.decode(neighbour.record().payload());
			if (entry != null) {
				neighbours.add(neighbour);
				entries.add(entry);
			}
		}
		return new Neighbourhood(neighbours, entries);
	}

	/** Those of other questions. */
	Neighbourhood without(String question) {
		List<Neighbour> others = new ArrayList<>();
		List<SemanticEntry> theirs = new ArrayList<>();
		for (int i = 0; i < this.entries.size(); i++) {
			if (!this.entries.get(i).question().equals(question)) {
				others.add(this.neighbours.get(i));
				theirs.add(this.entries.get(i));
			}
		}
		return new Neighbourhood(others, theirs);
	}

	/** What one of them holds, or null if it is none of them. */
	@Nullable SemanticEntry entry(Fingerprint id) {
		for (int i = 0; i < this.entries.size(); i++) {
			if (this.neighbours.get(i).id().equals(id)) {
				return this.entries.get(i);
			}
		}
		return null;
	}

	List<Candidate> candidates() {
		return IntStream.range(0, this.entries.size())
			.mapToObj((index) -> new Candidate(this.entries.get(index).question(),
					this.neighbours.get(index).similarity(), this.entries.get(index).signature()))
			.toList();
	}

	/** Those of the same question. */
	List<Integer> variants(int index) {
		String question = this.entries.get(index).question();
		return IntStream.range(0, this.entries.size())
			.filter((other) -> this.entries.get(other).question().equals(question))
			.boxed()
			.toList();
	}

	@Override
	public String toString() {
		return "Neighbourhood[size=%d]".formatted(this.neighbours.size());
	}

}
