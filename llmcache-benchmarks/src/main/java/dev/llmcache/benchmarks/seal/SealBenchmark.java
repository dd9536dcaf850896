package dev.llmcache.benchmarks.seal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.benchmarks.Benchmark;
import dev.llmcache.benchmarks.Figures;
import dev.llmcache.store.Compression;
import dev.llmcache.store.InMemoryDataKeyStore;
import dev.llmcache.store.PlainForm;
import dev.llmcache.store.Reading.Found;
import dev.llmcache.store.RecordForm;
import dev.llmcache.store.RecordPlace;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.encryption.DataKeys;
import dev.llmcache.store.encryption.EncryptedForm;
import dev.llmcache.store.encryption.MasterKeys;

/**
 * Takes the time of writing and reading records in each form: plain, compressed,
 * encrypted, and both. A near hit does neither.
 */
public final class SealBenchmark implements Benchmark {

	private static final int WARM_UP = 3_000;

	private static final int TIMES = 2_000;

	/** Of what a record costs more than a plain one, for its caller. */
	private static final double MOST_MICROS_AT_2_KB = 50;

	private static final double MOST_MICROS_AT_64_KB = 500;

	private static final RecordPlace PLACE = RecordPlace.of(Fingerprint.of(new byte[Fingerprint.LENGTH]));

	@Override
	public void run(List<String> arguments, Figures figures) {
		Compression always = new Compression(0);
		try (DataKeys keys = new DataKeys(InMemoryDataKeyStore::new,
				new MasterKeys(Map.of(1, new byte[MasterKeys.LENGTH]), 1), "benchmark")) {
			for (int kilobytes : new int[] { 2, 64 }) {
				StoredRecord record = record(kilobytes << 10);
				double limit = (kilobytes == 2) ? MOST_MICROS_AT_2_KB : MOST_MICROS_AT_64_KB;
				measure("plain-%dkb-".formatted(kilobytes), RecordForm.PLAIN, record, figures, limit);
				measure("compressed-%dkb-".formatted(kilobytes), new PlainForm(always), record, figures, 0);
				measure("encrypted-%dkb-".formatted(kilobytes), new EncryptedForm(keys, Compression.NONE), record,
						figures, limit);
				measure("both-%dkb-".formatted(kilobytes), new EncryptedForm(keys, always), record, figures, 0);
			}
		}
	}

	private static void measure(String name, RecordForm form, StoredRecord record, Figures figures, double limit) {
		long[] writes = new long[TIMES];
		long[] reads = new long[TIMES];
		int length = 0;
		for (int i = -WARM_UP; i < TIMES; i++) {
			long start = System.nanoTime();
			byte[] bytes = form.write(PLACE, record);
			long written = System.nanoTime();
			boolean isFound = form.read(PLACE, bytes) instanceof Found;
			long read = System.nanoTime();
			if (!isFound) {
				throw new IllegalStateException("Not read as it was written");
			}
			writes[Math.max(i, 0)] = written - start;
			reads[Math.max(i, 0)] = read - written;
			length = bytes.length;
		}
		report(name + "write-us", medianMicros(writes), limit, figures);
		report(name + "read-us", medianMicros(reads), limit, figures);
		figures.report(name + "bytes", length);
	}

	private static double medianMicros(long[] nanos) {
		Arrays.sort(nanos);
		return nanos[nanos.length / 2] / 1000.0;
	}

	private static void report(String name, double micros, double limit, Figures figures) {
		if (limit > 0) {
			figures.atMost(name, micros, limit);
		}
		else {
			figures.report(name, micros);
		}
	}

	/**
	 * Text of words that come as often as words do, so that it compresses as answers do.
	 */
	private static StoredRecord record(int length) {
		Random random = new Random(7);
		StringBuilder text = new StringBuilder(length);
		while (text.length() < length) {
			int word = (int) (2_000 * Math.pow(random.nextDouble(), 3));
			text.append(Integer.toString(word * 7_919, Character.MAX_RADIX)).append(' ');
		}
		byte[] payload = text.substring(0, length).getBytes(StandardCharsets.UTF_8);
		return new StoredRecord(7, 5, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, new Mark(1, 2), List.of(), payload);
	}

}
