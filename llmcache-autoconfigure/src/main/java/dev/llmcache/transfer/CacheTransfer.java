package dev.llmcache.transfer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;

import dev.llmcache.Generations;
import dev.llmcache.Layer;
import dev.llmcache.Marks;
import dev.llmcache.advisor.ClientPlanner;
import dev.llmcache.key.Keyring;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Writes the entries of the cache to a file of JSON Lines, and reads them, and answers
 * that somebody wrote, from one.
 * <p>
 * <b>The file is plain text</b> with the questions and answers of users and the names of
 * tenants. Thread-safe; works on the caller's thread, while the cache serves. Neither the
 * log nor an exception tells anything of an entry.
 */
public final class CacheTransfer {

	private static final Log logger = LogFactory.getLog(CacheTransfer.class);

	private final TransferLayers layers;

	private final Generations generations;

	private final Marks marks;

	private final Keyring keyring;

	private final ClientPlanner planner;

	private final InstantSource clock;

	/**
	 * Creates the transfer.
	 * @param layers the layers to read from and to store in
	 * @param generations tell what was invalidated
	 * @param marks what answers can be invalidated by
	 * @param keyring the secrets of the cache
	 * @param planner finds the places of answers that come from elsewhere
	 * @param clock tells what has expired
	 */
	public CacheTransfer(TransferLayers layers, Generations generations, Marks marks, Keyring keyring,
			ClientPlanner planner, InstantSource clock) {
		this.layers = layers;
		this.generations = generations;
		this.marks = marks;
		this.keyring = keyring;
		this.planner = planner;
		this.clock = clock;
	}

	/**
	 * Writes all entries of all layers.
	 * @param out where to, in UTF-8; flushed but not closed
	 * @return what became of them
	 * @throws IOException if it cannot be written
	 * @throws RuntimeException if a store fails
	 */
	public TransferReceipt exportTo(OutputStream out) throws IOException {
		return exportTo(out, Set.copyOf(this.layers.sources().keySet()), CacheTransfer::tellNobody);
	}

	/**
	 * Writes the entries of some layers that may be served: none that have expired, were
	 * invalidated or are of another application. One that both layers have is written
	 * twice.
	 * @param out where to, in UTF-8; flushed but not closed
	 * @param from the layers
	 * @param progress told after every thousand entries, and at the end
	 * @return what became of them
	 * @throws IOException if it cannot be written
	 * @throws RuntimeException if a store fails
	 */
	public TransferReceipt exportTo(OutputStream out, Set<Layer> from, Consumer<? super TransferProgress> progress)
			throws IOException {
		logger.warn("Entries of the cache are exported: plain text with questions and answers of users");
		Tally tally = new Tally("Exported", progress);
		OutputStream buffered = new BufferedOutputStream(out, 64 << 10);
		EntryExport export = new EntryExport(buffered, this.generations, this.keyring, this.planner, this.clock, tally);
		try {
			export.writeHeader();
			this.layers.sources().forEach((layer, records) -> {
				if (from.contains(layer)) {
					export.export(layer, records);
				}
			});
			buffered.flush();
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
		return tally.receipt();
	}

	/**
	 * Stores the entries of a file.
	 * @param in the file, in UTF-8; not closed
	 * @return what became of them
	 * @throws IOException if it cannot be read
	 */
	public TransferReceipt importFrom(InputStream in) throws IOException {
		return importFrom(in, CacheTransfer::tellNobody);
	}

	/**
	 * Stores the entries of a file, each as long as it has left, in place of older ones
	 * only, and valid from now on whatever was invalidated since it was exported. A line
	 * that cannot be imported is left out and reported, and those after it are imported
	 * all the same.
	 * <p>
	 * What this application exported goes back to its place. All else is stored as the
	 * answer of a call that would ask its client now.
	 * @param in the file, in UTF-8; not closed
	 * @param progress told after every thousand entries, and at the end
	 * @return what became of them
	 * @throws IOException if it cannot be read
	 */
	public TransferReceipt importFrom(InputStream in, Consumer<? super TransferProgress> progress) throws IOException {
		Tally tally = new Tally("Imported", progress);
		LinePlacer placer = new LinePlacer(this.keyring, this.marks, this.planner);
		new EntryImport(placer, this.layers.targets(), this.generations, this.clock, tally)
			.read(new LineReader(in, LineFormat.MAX_BYTES));
		return tally.receipt();
	}

	private static void tellNobody(TransferProgress progress) {
		// The log is told all the same
	}

}
