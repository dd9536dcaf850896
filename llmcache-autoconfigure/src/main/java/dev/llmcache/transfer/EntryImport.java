package dev.llmcache.transfer;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import dev.llmcache.CachedAnswer;
import dev.llmcache.Generations;
import dev.llmcache.GenerationsUnknownException;
import dev.llmcache.Layer;
import dev.llmcache.Snapshot;
import dev.llmcache.store.Origin;
import dev.llmcache.store.StoredAnswer;
import dev.llmcache.store.StoredRecord;
import org.jspecify.annotations.Nullable;

/**
 * One import: reads lines and stores their entries, stamped as valid now.
 * <p>
 * Never more are on their way than the queues of the layers have room for.
 */
final class EntryImport {

	private static final int ON_THEIR_WAY = 64;

	private final LinePlacer placer;

	private final Map<Layer, EntryTarget> targets;

	private final Generations generations;

	private final InstantSource clock;

	private final Tally tally;

	private final Deque<Pending> pending = new ArrayDeque<>();

	EntryImport(LinePlacer placer, Map<Layer, EntryTarget> targets, Generations generations, InstantSource clock,
			Tally tally) {
		this.placer = placer;
		this.targets = targets;
		this.generations = generations;
		this.clock = clock;
		this.tally = tally;
	}

	void read(LineReader lines) throws IOException {
		boolean more = true;
		while (more) {
			more = readLine(lines);
			while (this.pending.size() > (more ? ON_THEIR_WAY : 0)) {
				finish(this.pending.remove());
			}
		}
	}

	private boolean readLine(LineReader lines) throws IOException {
		try {
			byte[] line = lines.next();
			if (line == null) {
				return false;
			}
			EntryLine entry = isBlank(line) ? null : LineFormat.read(line);
			if (entry != null) {
				this.pending.add(new Pending(lines.number(), store(entry)));
			}
		}
		catch (InvalidLineException ex) {
			this.tally.rejected(lines.number(), ex.reason());
		}
		// Whatever is wrong with one line, the next may be right
		catch (RuntimeException ex) {
			this.tally.rejected(lines.number(), "error");
		}
		return true;
	}

	private static boolean isBlank(byte[] line) {
		for (byte character : line) {
			if (character != ' ' && character != '\t' && character != '\r') {
				return false;
			}
		}
		return true;
	}

	private CompletableFuture<Boolean> store(EntryLine line) {
		CachedAnswer answer = LineFormat.readAnswer(line.answer());
		Placement place = this.placer.place(line, this.clock.instant());
		Snapshot snapshot = snapshot(place);
		CompletableFuture<Boolean> stored = CompletableFuture.completedFuture(false);
		for (Layer layer : place.layers()) {
			EntryTarget target = this.targets.get(layer);
			if (target != null) {
				stored = stored.thenCombine(put(target, line, answer, place, snapshot), Boolean::logicalOr);
			}
		}
		return stored;
	}

	private CompletableFuture<Boolean> put(EntryTarget target, EntryLine line, CachedAnswer answer, Placement place,
			Snapshot snapshot) {
		String question = Objects.requireNonNull(line.question());
		try {
			Origin origin = new Origin(place.key().scope(), place.variant(), target.embeddingModel(),
					place.provenance());
			StoredRecord record = new StoredRecord(place.keyId(), place.fence(), place.storedAt(), place.freshUntil(),
					place.expiresAt(), place.tenant(), snapshot.stamps(),
					StoredAnswer.encode(question, origin, answer));
			return target.put(place.key(), question, record).toCompletableFuture();
		}
		catch (RuntimeException | LinkageError ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private Snapshot snapshot(Placement place) {
		Instant now = this.clock.instant();
		try {
			return this.generations.snapshot(Set.copyOf(place.marks()), Duration.between(now, place.expiresAt()));
		}
		catch (GenerationsUnknownException ex) {
			throw new InvalidLineException("generations-unknown");
		}
	}

	private void finish(Pending entry) {
		String obstacle = obstacle(entry.stored());
		if (obstacle == null) {
			this.tally.done();
		}
		else {
			this.tally.rejected(entry.line(), obstacle);
		}
	}

	private static @Nullable String obstacle(CompletableFuture<Boolean> stored) {
		try {
			return stored.join() ? null : "layer";
		}
		catch (CompletionException ex) {
			return "store";
		}
	}

	/**
	 * Entry on its way.
	 *
	 * @param line number of its line
	 * @param stored whether it was stored
	 */
	private record Pending(long line, CompletableFuture<Boolean> stored) {

	}

}
