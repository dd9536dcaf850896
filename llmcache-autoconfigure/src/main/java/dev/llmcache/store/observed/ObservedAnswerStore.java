package dev.llmcache.store.observed;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.report.store.BreakerReport;
import dev.llmcache.report.store.ServerReport;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.StoredRecord;
import org.jspecify.annotations.Nullable;

/**
 * Store of answers whose every call is observed.
 *
 * @param store the store, closed with this one
 * @param operations observes it
 */
public record ObservedAnswerStore(AnswerStore store, Operations operations) implements AnswerStore, StoreReporter {

	@Override
	public @Nullable StoredRecord get(Fingerprint key) {
		return this.operations.observe("get", (context) -> found(context, this.store.get(key)));
	}

	@Override
	public @Nullable StoredRecord reload(Fingerprint key) {
		return this.operations.observe("get", (context) -> found(context, this.store.reload(key)));
	}

	private static @Nullable StoredRecord found(OperationContext context, @Nullable StoredRecord record) {
		context.setFound((record != null) ? 1 : 0);
		return record;
	}

	@Override
	public CompletionStage<@Nullable Void> put(Fingerprint key, StoredRecord record) {
		return this.operations.observe("put", (context) -> this.store.put(key, record));
	}

	@Override
	public void remove(Fingerprint key) {
		this.operations.observe("remove", () -> this.store.remove(key));
	}

	@Override
	public long erase(Set<Mark> marks) {
		return this.operations.observe("erase", (context) -> this.store.erase(marks));
	}

	@Override
	public long sweep(UnaryOperator<Set<Stamp>> outdated) {
		return this.operations.observe("sweep", (context) -> this.store.sweep(outdated));
	}

	@Override
	public void forEach(Consumer<StoredRecord> action) {
		this.operations.observe("scan", () -> this.store.forEach(action));
	}

	@Override
	public List<StoreReport> reports() {
		return StoreReporter.of(this.store).reports();
	}

	@Override
	public List<ServerReport> servers() {
		return StoreReporter.of(this.store).servers();
	}

	@Override
	public List<BreakerReport> breakers() {
		return StoreReporter.of(this.store).breakers();
	}

	@Override
	public void close() {
		this.store.close();
	}

}
