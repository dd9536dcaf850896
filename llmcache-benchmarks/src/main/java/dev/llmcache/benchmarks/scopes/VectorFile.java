package dev.llmcache.benchmarks.scopes;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Vectors of texts that a build keeps for its next run.
 *
 * @param path where
 */
record VectorFile(Path path) {

	static VectorFile inTarget() {
		try {
			Path classes = Path.of(VectorFile.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			return new VectorFile(classes.resolveSibling("minilm-vectors.bin"));
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	Map<String, float[]> read() {
		Map<String, float[]> vectors = new HashMap<>();
		if (Files.exists(this.path)) {
			try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(this.path)))) {
				for (int left = in.readInt(); left > 0; left--) {
					vectors.put(in.readUTF(), readVector(in));
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return vectors;
	}

	private static float[] readVector(DataInputStream in) throws IOException {
		float[] vector = new float[TextVectors.DIMENSION];
		for (int i = 0; i < vector.length; i++) {
			vector[i] = in.readFloat();
		}
		return vector;
	}

	/** Replaces the file, whole or not at all. */
	void write(Map<String, float[]> vectors) {
		try {
			Path written = Files.createTempFile(this.path.getParent(), "vectors", null);
			try (DataOutputStream out = new DataOutputStream(
					new BufferedOutputStream(Files.newOutputStream(written)))) {
				out.writeInt(vectors.size());
				for (Map.Entry<String, float[]> entry : vectors.entrySet()) {
					out.writeUTF(entry.getKey());
					for (float number : entry.getValue()) {
						out.writeFloat(number);
					}
				}
			}
			Files.move(written, this.path, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
