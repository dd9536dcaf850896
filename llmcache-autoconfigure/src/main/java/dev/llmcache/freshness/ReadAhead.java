package dev.llmcache.freshness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

import dev.llmcache.GenerationsUnknownException;
import dev.llmcache.Mark;
import org.jspecify.annotations.Nullable;

/**
 * Readings of generations that are begun before anybody waits for them, of each mark one
 * at a time.
 * <p>
 * Thread-safe.
 */
final class ReadAhead {

	/** After one that failed, those who need them find out by themselves. */
	private static final Duration PAUSE = Duration.ofSeconds(1);

	private final @Nullable Executor executor;

	private final ConcurrentMap<Mark, FutureTask<Boolean>> underWay = new ConcurrentHashMap<>();

	private volatile Instant notBefore = Instant.MIN;

	/**
	 * Creates readings.
	 * @param executor starts each reading at once on another thread; may reject it; null
	 * for none ever
	 */
	ReadAhead(@Nullable Executor executor) {
		this.executor = executor;
	}

	/**
	 * Begins to read, unless that is under way or has just failed.
	 * @param marks the marks
	 * @param now the time
	 * @param reading reads some of them
	 */
	void begin(Collection<Mark> marks, Instant now, Consumer<Set<Mark>> reading) {
		if (this.executor == null || now.isBefore(this.notBefore)) {
			return;
		}
		Set<Mark> own = new HashSet<>();
		FutureTask<Boolean> task = new FutureTask<>(() -> reading.accept(own), true) {
			@Override
			protected void setException(Throwable failure) {
				ReadAhead.this.notBefore = now.plus(PAUSE);
				super.setException(failure);
			}

			@Override
			protected void done() {
				own.forEach((mark) -> ReadAhead.this.underWay.remove(mark, this));
			}
		};
		marks.stream().filter((mark) -> this.underWay.putIfAbsent(mark, task) == null).forEach(own::add);
		if (!own.isEmpty()) {
			start(this.executor, task);
		}
	}

	private static void start(Executor executor, FutureTask<Boolean> task) {
		try {
			executor.execute(task);
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			// Whoever needs them reads them
			task.cancel(false);
		}
	}

	/**
	 * Waits for what is under way.
	 * @param marks the marks
	 * @return whether anything was
	 * @throws GenerationsUnknownException if it failed
	 */
	boolean await(Collection<Mark> marks) {
		List<FutureTask<Boolean>> tasks = new ArrayList<>();
		for (Mark mark : marks) {
			FutureTask<Boolean> task = this.underWay.get(mark);
			if (task != null && !tasks.contains(task)) {
				tasks.add(task);
			}
		}
		tasks.forEach(ReadAhead::await);
		return !tasks.isEmpty();
	}

	private static void await(FutureTask<Boolean> task) {
		try {
			task.get();
		}
		catch (CancellationException ex) {
			// It has never begun
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof GenerationsUnknownException cause) ? cause
					: new GenerationsUnknownException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new GenerationsUnknownException(ex);
		}
	}

}
