package dev.llmcache.transfer;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.llmcache.CachedAnswer;
import dev.llmcache.Owner;
import dev.llmcache.Provenance;
import dev.llmcache.advisor.ClientPlanner;
import dev.llmcache.advisor.ClientQuestion;
import dev.llmcache.advisor.PlannedQuestion;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.transfer.EntryLine.LineOrigin;
import org.jspecify.annotations.Nullable;

/**
 * Makes the lines of entries.
 */
final class LineWriter {

	private static final int REMEMBERED = 10_000;

	private final ClientPlanner planner;

	private final Map<Scope, Provenance> reproduced = new HashMap<>();

	LineWriter(ClientPlanner planner) {
		this.planner = planner;
	}

	/**
	 * Line of an entry.
	 * @param entry the entry
	 * @return the line, or null when its answer cannot be read
	 */
	@Nullable EntryLine line(StoredEntry entry) {
		CachedAnswer answer = entry.stored().answer();
		if (answer == null) {
			return null;
		}
		StoredRecord record = entry.record();
		Provenance provenance = entry.origin().provenance();
		LineOwner owner = LineOwner.of(provenance.owner());
		String question = entry.stored().question();
		return new EntryLine(EntryLine.FORMAT, question, LineFormat.write(answer), provenance.client(),
				provenance.policy(), owner.identity().tenant(), owner.identity().user(), null, null,
				entry.layer().code(), record.storedAt(), record.freshUntil(), record.expiresAt(),
				origin(entry, owner, question));
	}

	private LineOrigin origin(StoredEntry entry, LineOwner owner, String question) {
		StoredRecord record = entry.record();
		Provenance provenance = entry.origin().provenance();
		List<String> marks = record.stamps()
			.stream()
			.map((stamp) -> HexFormat.of().formatHex(stamp.mark().bytes()))
			.toList();
		return new LineOrigin(provenance.namespace(), provenance.version(), provenance.policyVersion(),
				provenance.model(), owner.kind(), provenance.parts(),
				isReproducible(provenance, record.keyId(), question), entry.origin().embeddingModel(),
				HexFormat.of().toHexDigits(record.keyId()), entry.origin().scope().hex(), entry.origin().variant(),
				record.fence(), marks);
	}

	/**
	 * Whether the question alone, asked of the client, is of the same scope. Otherwise
	 * the answer depends on more, such as what was said before, which whoever imports it
	 * could not know.
	 */
	private boolean isReproducible(Provenance provenance, int secretId, String question) {
		if (provenance.client() == null) {
			return false;
		}
		Scope scope = new Scope(provenance.client(), provenance.policy(), provenance.owner(), secretId);
		Provenance known = this.reproduced.get(scope);
		if (known == null) {
			known = reproduce(scope, question);
		}
		return known != null && known.isLike(provenance);
	}

	private @Nullable Provenance reproduce(Scope scope, String question) {
		ClientQuestion asked = new ClientQuestion(scope.client(), question, scope.policy(),
				LineOwner.of(scope.owner()).identity(), Set.of(), null);
		if (!(this.planner.plan(asked) instanceof PlannedQuestion.Planned planned)) {
			return null;
		}
		if (this.reproduced.size() >= REMEMBERED) {
			this.reproduced.clear();
		}
		Provenance reproduced = planned.provenance(scope.secretId());
		this.reproduced.put(scope, reproduced);
		return reproduced;
	}

	/**
	 * What the scope of a question to a client depends on, whatever the question.
	 */
	private record Scope(String client, String policy, Owner owner, int secretId) {

	}

}
