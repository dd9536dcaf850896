package dev.llmcache.benchmarks.scopes;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.RecordForm;
import dev.llmcache.store.lucene.IndexBound;
import dev.llmcache.store.lucene.LuceneVectorIndex;
import dev.llmcache.store.lucene.Quantization;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class IndexFilesTests {

	private static final int ENTRIES = 300;

	private static final Fingerprint SCOPE = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	@TempDir
	private Path directory;

	@ParameterizedTest
	@EnumSource
	void walksReadEachVectorOrItsCopy(Quantization quantization) throws IOException {
		Instant now = Instant.parse("2026-01-01T00:00:00Z");
		try (LuceneVectorIndex index = LuceneVectorIndex.onDisk(this.directory, quantization, IndexBound.of(1 << 30),
				RecordForm.PLAIN, InstantSource.fixed(now))) {
			for (int i = 0; i < ENTRIES; i++) {
				float[] vector = new float[TextVectors.DIMENSION];
				vector[i] = 1;
				index.put(FaqEntry.of(SCOPE.derive(new byte[] { (byte) i, (byte) (i >> 8) }), SCOPE, vector, now));
			}
		}
		IndexFiles files = new IndexFiles(this.directory);
		int bytes = switch (quantization) {
			case NONE -> Float.BYTES * TextVectors.DIMENSION;
			case INT8 -> TextVectors.DIMENSION;
			case INT4 -> TextVectors.DIMENSION / 2;
		};
		assertThat(files.walkedBytes()).isBetween((long) ENTRIES * bytes, (long) ENTRIES * (bytes + 200));
		assertThat(files.bytes()).isGreaterThan((long) ENTRIES * Float.BYTES * TextVectors.DIMENSION);
	}

}
