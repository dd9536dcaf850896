package dev.llmcache.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SourceTests {

	private static final Path MAIN = Path.of("src/main/java");

	@Test
	void noFileIsLongerThanAReaderStays() {
		assertThat(sources())
			.allSatisfy((source) -> assertThat(lines(source)).as(source.toString()).hasSizeLessThanOrEqualTo(300));
	}

	@Test
	void everyPackageSaysWhatItIsAndWhereNullMayBe() {
		assertThat(sources().stream().map(Path::getParent).distinct())
			.allSatisfy((directory) -> assertThat(String.join("\n", lines(directory.resolve("package-info.java"))))
				.contains("/**")
				.contains("NullMarked"));
	}

	@Test
	void everyPublicTypeSaysWhatItIs() {
		assertThat(sources()).filteredOn((source) -> !source.endsWith("package-info.java"))
			.allSatisfy((source) -> assertThat(String.join("\n", lines(source))).as(source.toString())
				.containsPattern(
						"\\*/\\n(@.*\\n|\\t.*\\n)*(public |final |abstract |sealed |non-sealed )*(class|interface|record|enum|@interface) "));
	}

	private static List<Path> sources() {
		try (Stream<Path> files = Files.walk(MAIN)) {
			List<Path> sources = files.filter((file) -> file.toString().endsWith(".java")).toList();
			assertThat(sources).hasSizeGreaterThan(50);
			return sources;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> lines(Path file) {
		try {
			return Files.readAllLines(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
