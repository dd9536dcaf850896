package dev.llmcache.benchmarks.canary;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;

/**
 * Writes down all that is observed: names, key values, events and failures.
 */
final class ObservationFile implements ObservationHandler<Observation.Context>, AutoCloseable {

	private final PrintWriter file;

	ObservationFile(Path path) {
		try {
			this.file = new PrintWriter(Files.newBufferedWriter(path, StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return true;
	}

	@Override
	public void onEvent(Observation.Event event, Observation.Context context) {
		this.file.println(event);
	}

	@Override
	public void onStop(Observation.Context context) {
		this.file.println(context.getName() + " " + context.getContextualName() + " " + context.getAllKeyValues());
		if (context.getError() != null) {
			synchronized (this.file) {
				context.getError().printStackTrace(this.file);
			}
		}
	}

	@Override
	public void close() {
		this.file.close();
	}

}
