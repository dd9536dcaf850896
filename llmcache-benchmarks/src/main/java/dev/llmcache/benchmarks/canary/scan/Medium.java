package dev.llmcache.benchmarks.canary.scan;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import dev.llmcache.benchmarks.Figures;

/**
 * Something in which no canary is to be found.
 *
 * @param name what it is
 * @param files where it was put
 */
public record Medium(String name, List<Path> files) {

	/**
	 * A file, or all files below a folder.
	 * @param name what it is
	 * @param path which
	 * @return the medium
	 */
	public static Medium at(String name, Path path) {
		try (Stream<Path> files = Files.walk(path)) {
			return new Medium(name, files.filter(Files::isRegularFile).sorted().toList());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Searches it, with a canary in all forms put into the middle.
	 * @param scan knows all canaries
	 * @param figures where to report
	 */
	public void scan(CanaryScan scan, Figures figures) {
		Findings findings = search(scan);
		figures.report(this.name + "-bytes", (double) findings.bytes());
		figures.exactly(this.name + "-found", findings.canaries(), 0);
		figures.exactly(this.name + "-planted-found", findings.plantedForms(), scan.planted().size());
		if (findings.canaries() > 0) {
			System.err.println(this.name + ": " + findings);
		}
	}

	Findings search(CanaryScan scan) {
		Findings findings = new Findings();
		try (InputStream stream = withPlanted(scan.planted())) {
			scan.search(stream, findings);
			return findings;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private InputStream withPlanted(List<byte[]> forms) throws IOException {
		ByteArrayOutputStream planted = new ByteArrayOutputStream();
		for (byte[] form : forms) {
			planted.writeBytes(" = ".getBytes(StandardCharsets.UTF_8));
			planted.writeBytes(form);
		}
		Stream.Builder<InputStream> parts = Stream.builder();
		for (int i = 0; i < this.files.size(); i++) {
			InputStream file = Files.newInputStream(this.files.get(i));
			if (i == this.files.size() / 2) {
				long half = Files.size(this.files.get(i)) / 2;
				parts.add(new ByteArrayInputStream(file.readNBytes(Math.toIntExact(Math.min(half, 1 << 20)))));
				parts.add(new ByteArrayInputStream(planted.toByteArray()));
			}
			parts.add(file);
		}
		return new SequenceInputStream(Collections.enumeration(parts.build().toList()));
	}

}
