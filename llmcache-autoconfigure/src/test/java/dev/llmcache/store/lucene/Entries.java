package dev.llmcache.store.lucene;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

import dev.llmcache.Fingerprint;
import dev.llmcache.Stamp;
import dev.llmcache.store.Neighbour;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.test.MutableInstantSource;

/**
 * Entries of one partition, of equal size and each with a vector of its own.
 *
 * @param clock tells when they are stored
 * @param dimension of their vectors
 */
record Entries(MutableInstantSource clock, int dimension) {

	static final Fingerprint PARTITION = fingerprint("partition");

	static final Duration TTL = Duration.ofHours(1);

	private static final int PAYLOAD = 1_000;

	static Fingerprint fingerprint(String name) {
		return Fingerprint.of(new byte[Fingerprint.LENGTH]).derive(name.getBytes(StandardCharsets.UTF_8));
	}

	VectorEntry entry(String name) {
		return entry(name, PAYLOAD, TTL);
	}

	VectorEntry entry(String name, int payload, Duration ttl) {
		Instant now = this.clock.instant();
		return new VectorEntry(fingerprint(name), PARTITION, vector(name),
				new StoredRecord(1, now, now.plus(ttl), new byte[payload]));
	}

	VectorEntry entry(String name, Stamp... stamps) {
		return entry(name, name, stamps);
	}

	/** Its payload can be found in a file by its text. */
	VectorEntry entry(String name, String payload, Stamp... stamps) {
		Instant now = this.clock.instant();
		Instant end = now.plus(TTL);
		return new VectorEntry(fingerprint(name), PARTITION, vector(name),
				new StoredRecord(1, 0, now, end, end, List.of(stamps), payload.getBytes(StandardCharsets.UTF_8)));
	}

	float[] vector(String name) {
		return unit(new Random(fingerprint(name).hashCode()), new float[this.dimension], 1);
	}

	boolean isFoundIn(VectorIndex index, String name) {
		List<Neighbour> nearest = index.nearest(PARTITION, vector(name), 1);
		return !nearest.isEmpty() && nearest.get(0).id().equals(fingerprint(name));
	}

	static float[] unit(Random random, float[] center, double noise) {
		float[] vector = new float[center.length];
		double square = 0;
		for (int i = 0; i < center.length; i++) {
			vector[i] = (float) (center[i] + noise * random.nextGaussian());
			square += vector[i] * vector[i];
		}
		for (int i = 0; i < center.length; i++) {
			vector[i] /= (float) Math.sqrt(square);
		}
		return vector;
	}

}
