package dev.llmcache.transfer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LineReaderTests {

	@Test
	void readsLinesAndCountsThem() throws IOException {
		LineReader lines = reader("one\n\nthree");
		assertThat(next(lines)).isEqualTo("one");
		assertThat(next(lines)).isEmpty();
		assertThat(next(lines)).isEqualTo("three");
		assertThat(lines.number()).isEqualTo(3);
		assertThat(next(lines)).isNull();
	}

	@Test
	void goesOnBehindALineThatIsTooLong() throws IOException {
		LineReader lines = reader("12345678\n123456789\nthree\n");
		assertThat(next(lines)).isEqualTo("12345678");
		assertThatExceptionOfType(InvalidLineException.class).isThrownBy(lines::next).withMessage("length");
		assertThat(next(lines)).isEqualTo("three");
		assertThat(lines.number()).isEqualTo(3);
	}

	private static LineReader reader(String text) {
		return new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 8);
	}

	private static @Nullable String next(LineReader lines) throws IOException {
		byte[] line = lines.next();
		return (line != null) ? new String(line, StandardCharsets.UTF_8) : null;
	}

}
