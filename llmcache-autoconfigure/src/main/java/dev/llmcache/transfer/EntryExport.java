package dev.llmcache.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.llmcache.Generations;
import dev.llmcache.Layer;
import dev.llmcache.Stamp;
import dev.llmcache.advisor.ClientPlanner;
import dev.llmcache.key.Keyring;
import dev.llmcache.store.Origin;
import dev.llmcache.store.RecordSource;
import dev.llmcache.store.StoredAnswer;
import dev.llmcache.store.StoredCandidate;
import dev.llmcache.store.StoredRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * One export: walks the stores and writes a line for each entry that may be served.
 * <p>
 * Records are gathered so that generations are asked for many of them at once.
 */
final class EntryExport {

	private static final int GATHERED = 128;

	private static final long GATHERED_BYTES = 8 << 20;

	private final OutputStream out;

	private final Generations generations;

	private final Keyring keyring;

	private final ClientPlanner planner;

	private final LineWriter lines;

	private final InstantSource clock;

	private final Tally tally;

	private final List<StoredEntry> gathered = new ArrayList<>();

	private long gatheredBytes;

	EntryExport(OutputStream out, Generations generations, Keyring keyring, ClientPlanner planner, InstantSource clock,
			Tally tally) {
		this.out = out;
		this.generations = generations;
		this.keyring = keyring;
		this.planner = planner;
		this.lines = new LineWriter(planner);
		this.clock = clock;
		this.tally = tally;
	}

	void writeHeader() {
		writeLine(LineFormat.write(
				new FileHeader(EntryLine.FORMAT, FileHeader.WARNING, this.clock.instant(), this.planner.namespace())));
	}

	void export(Layer layer, RecordSource records) {
		records.forEach((record) -> gather(layer, record));
		writeGathered();
	}

	private void gather(Layer layer, StoredRecord record) {
		if (StoredCandidate.isIn(record.payload())) {
			this.tally.leftOut("unconfirmed");
			return;
		}
		StoredAnswer stored = StoredAnswer.of(record.payload());
		Origin origin = (stored != null) ? stored.origin() : null;
		String obstacle = obstacle(record, origin);
		if (stored == null || origin == null || obstacle != null) {
			this.tally.leftOut((obstacle != null) ? obstacle : "unreadable");
			return;
		}
		this.gathered.add(new StoredEntry(layer, record, stored, origin));
		this.gatheredBytes += record.length();
		if (this.gathered.size() >= GATHERED || this.gatheredBytes >= GATHERED_BYTES) {
			writeGathered();
		}
	}

	private @Nullable String obstacle(StoredRecord record, @Nullable Origin origin) {
		if (origin == null) {
			return "unreadable";
		}
		// Others may keep theirs in the same store
		if (!this.planner.isOwn(origin.provenance())) {
			return "namespace";
		}
		return this.keyring.has(record.keyId()) ? null : "secret";
	}

	private void writeGathered() {
		Set<Stamp> stamps = new HashSet<>();
		this.gathered.forEach((entry) -> stamps.addAll(entry.record().stamps()));
		Set<Stamp> outdated = stamps.isEmpty() ? Set.of() : this.generations.outdated(stamps);
		this.gathered.forEach((entry) -> write(entry, outdated));
		this.gathered.clear();
		this.gatheredBytes = 0;
	}

	private void write(StoredEntry entry, Set<Stamp> outdated) {
		if (!entry.record().isLiveAt(this.clock.instant())) {
			this.tally.leftOut("expired");
		}
		else if (!Collections.disjoint(entry.record().stamps(), outdated)) {
			this.tally.leftOut("outdated");
		}
		else {
			byte[] line = line(entry);
			if (line == null) {
				this.tally.leftOut("unreadable");
				return;
			}
			writeLine(line);
			this.tally.done();
		}
	}

	private byte @Nullable [] line(StoredEntry entry) {
		try {
			EntryLine line = this.lines.line(entry);
			return (line != null) ? LineFormat.write(line) : null;
		}
		// JSON has no form for half a character
		catch (JacksonException ex) {
			return null;
		}
	}

	private void writeLine(byte[] line) {
		try {
			this.out.write(line);
			this.out.write('\n');
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
