package dev.llmcache.store.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.Observation;
import dev.llmcache.test.MutableInstantSource;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class FileObservationStoreProperties {

	private static final Fingerprint ROOT = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	/** What an instance of the store does, and what befalls it. */
	enum Step {

		ADD, ADD_TO_ANOTHER, FILL_DISK, FREE_DISK, RESTART

	}

	@Property(tries = 200)
	void afterRestartsThereIsAllThatWasWritten(@ForAll @Size(max = 60) List<Step> steps) throws IOException {
		Path directory = Files.createTempDirectory("observations");
		MutableInstantSource clock = new MutableInstantSource(Instant.EPOCH);
		FaultyDisk disk = new FaultyDisk();
		FileObservationStore store = new FileObservationStore(directory, clock, disk);
		Map<Fingerprint, List<Observation>> written = new HashMap<>();
		try {
			for (int i = 0; i < steps.size(); i++) {
				Fingerprint subject = subject((steps.get(i) == Step.ADD) ? 0 : 1);
				switch (steps.get(i)) {
					case ADD, ADD_TO_ANOTHER -> {
						Observation observation = new Observation(i, i % 2 == 0);
						store.add(subject, observation);
						if (!disk.full) {
							written.computeIfAbsent(subject, (key) -> new ArrayList<>()).add(observation);
						}
					}
					case FILL_DISK -> disk.full = true;
					case FREE_DISK -> disk.full = false;
					case RESTART -> {
						store.close();
						store = new FileObservationStore(directory, clock, disk);
					}
				}
			}
			store.close();
			store = new FileObservationStore(directory, clock, disk);
			assertThat(store.skipped()).isZero();
			for (Map.Entry<Fingerprint, List<Observation>> entry : written.entrySet()) {
				assertThat(store.latest(entry.getKey())).containsAll(entry.getValue());
			}
		}
		finally {
			store.close();
			Files.deleteIfExists(directory.resolve(FileObservationStore.NAME));
			Files.delete(directory);
		}
	}

	@Property(tries = 300)
	void aDamagedFileTellsNothingThatWasNotObserved(@ForAll @IntRange(max = 20) int count,
			@ForAll @Size(max = 8) List<@IntRange(max = 1_100) Integer> damaged,
			@ForAll @IntRange(max = 1_100) int length) throws IOException {
		Path directory = Files.createTempDirectory("observations");
		MutableInstantSource clock = new MutableInstantSource(Instant.EPOCH);
		Path file = directory.resolve(FileObservationStore.NAME);
		try {
			List<Observation> observed = new ArrayList<>();
			try (FileObservationStore store = new FileObservationStore(directory, clock)) {
				for (int i = 0; i < count; i++) {
					observed.add(new Observation(i, i % 3 == 0));
					store.add(subject(0), observed.get(i));
				}
			}
			byte[] bytes = Files.readAllBytes(file);
			for (int position : damaged) {
				if (position < bytes.length) {
					bytes[position] ^= (byte) (1 + position % 255);
				}
			}
			Files.write(file, Arrays.copyOf(bytes, Math.min(bytes.length, length)));
			try (FileObservationStore store = new FileObservationStore(directory, clock)) {
				assertThat(observed).containsAll(store.latest(subject(0)));
			}
		}
		finally {
			Files.delete(file);
			Files.delete(directory);
		}
	}

	private static Fingerprint subject(int number) {
		return ROOT.derive(new byte[] { (byte) number });
	}

}
