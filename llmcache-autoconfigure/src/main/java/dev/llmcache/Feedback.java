package dev.llmcache;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Verdicts of users on answers that they were served.
 * <p>
 * Each counts once, as long as it is among the latest. Thread-safe.
 */
final class Feedback {

	private static final int REMEMBERED = 10_000;

	private final Collection<GuardedLayer> layers;

	private final Function<String, @Nullable HitSource> sources;

	private final Set<Verdict> known = Collections
		.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<Verdict, Boolean>() {

			private static final long serialVersionUID = 1L;

			@Override
			protected boolean removeEldestEntry(Map.Entry<Verdict, Boolean> eldest) {
				return size() > REMEMBERED;
			}

		}));

	private final CacheListener listener;

	Feedback(Collection<GuardedLayer> layers, Function<String, @Nullable HitSource> sources, CacheListener listener) {
		this.layers = layers;
		this.sources = sources;
		this.listener = listener;
	}

	boolean take(String id, boolean right) {
		HitSource source = this.sources.apply(id);
		if (source == null) {
			return false;
		}
		Verdict verdict = new Verdict(source, right);
		if (!this.known.add(verdict)) {
			return false;
		}
		boolean taken = true;
		for (GuardedLayer layer : this.layers) {
			taken &= layer.learn(source, right);
		}
		if (!right) {
			this.listener.rejected(source);
		}
		if (!taken) {
			// So that it can be reported again
			this.known.remove(verdict);
		}
		return taken;
	}

	private record Verdict(HitSource source, boolean right) {

	}

}
