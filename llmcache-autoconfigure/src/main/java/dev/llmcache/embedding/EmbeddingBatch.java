package dev.llmcache.embedding;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.llmcache.Mark;
import dev.llmcache.VectorKey;
import dev.llmcache.embedding.VectorFlights.Flight;
import dev.llmcache.store.StoredVector;
import org.jspecify.annotations.Nullable;

/**
 * Texts whose vectors somebody wants at once.
 * <p>
 * What it has to embed itself it embeds before it waits for anything that other threads
 * embed, so that no two can wait for each other. What another fails to embed it tries
 * itself: once more shared with all who wait, and then on its own, so that nobody waits
 * for a row of failures. Of one thread.
 */
final class EmbeddingBatch {

	private static final int SHARED_ROUNDS = 2;

	private final VectorMemory memory;

	private final VectorSpace space;

	private final TextEmbedder model;

	private final @Nullable RestedStore store;

	private final long erasures;

	private final Map<String, List<VectorKey>> keys = new HashMap<>();

	/** Texts that have no vector yet, in the order in which the model is asked. */
	private final Set<String> open = new LinkedHashSet<>();

	private final Map<String, float[]> vectors = new HashMap<>();

	private final Map<String, Flight> claimed = new HashMap<>();

	private int embedded;

	EmbeddingBatch(VectorMemory memory, VectorSpace space, TextEmbedder model) {
		this.memory = memory;
		this.space = space;
		this.model = model;
		this.store = space.isNamed() ? memory.store() : null;
		this.erasures = memory.near().erasures();
	}

	void want(String text, Function<String, List<VectorKey>> keys) {
		if (this.open.add(text)) {
			this.keys.put(text, keys.apply(text));
		}
	}

	/**
	 * Finds all vectors.
	 * @param texts the texts, each as often as it is wanted
	 * @return new vectors in the same order
	 */
	List<float[]> vectorsOf(List<String> texts) {
		int wanted = this.open.size();
		recall();
		this.memory.near().count(wanted, wanted - this.open.size());
		for (int round = 0; !this.open.isEmpty(); round++) {
			recall();
			find(round < SHARED_ROUNDS);
		}
		Map<String, float[]> unused = new HashMap<>(this.vectors);
		List<float[]> ordered = new ArrayList<>(texts.size());
		for (String text : texts) {
			float[] vector = unused.remove(text);
			// Whoever has it may change it
			ordered.add((vector != null) ? vector : Objects.requireNonNull(this.vectors.get(text)).clone());
		}
		return ordered;
	}

	int embedded() {
		return this.embedded;
	}

	/** Texts whose vectors nobody gave. */
	int left() {
		return this.open.size();
	}

	private void recall() {
		for (String text : List.copyOf(this.open)) {
			float[] vector = this.memory.recall(this.space, key(text));
			if (vector != null) {
				close(text, vector);
			}
		}
	}

	private void find(boolean shared) {
		Map<String, Flight> others = new LinkedHashMap<>();
		try {
			if (shared) {
				claim(others);
			}
			// Somebody may have landed just before
			recall();
			embed(fetch(this.open.stream().filter((text) -> !others.containsKey(text)).toList()));
		}
		finally {
			this.claimed.forEach((text, own) -> this.memory.flights().land(key(text), own, null));
			this.claimed.clear();
		}
		await(others);
	}

	private void claim(Map<String, Flight> others) {
		for (String text : this.open) {
			Flight own = new Flight();
			Flight other = this.memory.flights().claim(key(text), own);
			if (other == null) {
				this.claimed.put(text, own);
			}
			else if (!other.isOwn()) {
				others.put(text, other);
			}
		}
	}

	private void await(Map<String, Flight> others) {
		Duration patience = this.memory.patience();
		for (Map.Entry<String, Flight> other : others.entrySet()) {
			Flight flight = other.getValue();
			float[] vector = this.open.contains(other.getKey()) ? flight.await(patience) : null;
			if (vector != null) {
				close(other.getKey(), vector.clone());
			}
			else if (!flight.hasLanded()) {
				// A model that hangs is not waited for once more for each of its texts
				patience = Duration.ZERO;
			}
		}
	}

	private List<String> fetch(List<String> texts) {
		int secrets = (this.store != null) ? texts.stream().mapToInt((text) -> keys(text).size()).max().orElse(0) : 0;
		for (int secret = 0; secret < secrets; secret++) {
			fetch(texts, secret, Objects.requireNonNull(this.store));
		}
		return texts.stream().filter(this.open::contains).toList();
	}

	private void fetch(List<String> texts, int secret, RestedStore from) {
		Map<VectorKey, String> wanted = new LinkedHashMap<>();
		for (String text : texts) {
			if (this.open.contains(text) && keys(text).size() > secret && from.keeps(key(text).kind())) {
				wanted.put(keys(text).get(secret), text);
			}
		}
		Map<String, byte[]> old = new HashMap<>();
		from.get(wanted.keySet()).forEach((key, bytes) -> {
			String text = wanted.get(key);
			float[] vector = this.memory.decode(this.space, bytes);
			if (text != null && vector != null) {
				this.memory.near().put(key(text), bytes, this.erasures);
				close(text, vector);
				old.put(text, bytes);
			}
		});
		if (secret > 0) {
			store(old, from);
		}
	}

	private void embed(List<String> texts) {
		for (List<String> portion : texts.isEmpty() ? List.<List<String>>of() : this.model.portions(texts)) {
			List<float[]> answers = this.model.embed(portion).all();
			if (answers.size() != portion.size()) {
				throw new IncompleteEmbeddingsException(portion.size(), answers.size());
			}
			this.embedded += portion.size();
			Map<String, byte[]> storable = new LinkedHashMap<>();
			for (int i = 0; i < portion.size(); i++) {
				keep(portion.get(i), answers.get(i), storable);
			}
			if (this.store != null) {
				store(storable, this.store);
			}
		}
	}

	private void keep(String text, float[] vector, Map<String, byte[]> storable) {
		if (StoredVector.isStorable(vector)) {
			this.memory.learnDimension(this.space, vector.length);
			byte[] bytes = this.memory.encode(vector);
			this.memory.near().put(key(text), bytes, this.erasures);
			storable.put(text, bytes);
		}
		close(text, vector);
	}

	// Those who wait for the vector need not wait for the rest, nor for the store
	private void close(String text, float[] vector) {
		this.open.remove(text);
		this.vectors.put(text, vector);
		Flight own = this.claimed.get(text);
		if (own != null) {
			this.memory.flights().land(key(text), own, vector.clone());
			this.claimed.remove(text);
		}
	}

	private void store(Map<String, byte[]> texts, RestedStore to) {
		Map<VectorKey, byte[]> kept = new LinkedHashMap<>();
		texts.forEach((text, bytes) -> {
			if (to.keeps(key(text).kind()) && !isErased(key(text))) {
				kept.put(key(text), bytes);
			}
		});
		to.put(kept);
		// An erasure in between may not have seen them
		Set<Mark> erased = kept.keySet()
			.stream()
			.filter(this::isErased)
			.flatMap((key) -> key.owner().stream())
			.collect(Collectors.toSet());
		to.eraseAgain(erased);
	}

	private boolean isErased(VectorKey key) {
		return this.memory.near().isErasedSince(this.erasures, key);
	}

	private VectorKey key(String text) {
		return keys(text).getFirst();
	}

	private List<VectorKey> keys(String text) {
		return Objects.requireNonNull(this.keys.get(text));
	}

}
