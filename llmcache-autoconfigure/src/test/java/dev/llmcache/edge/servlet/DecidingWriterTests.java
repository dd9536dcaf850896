package dev.llmcache.edge.servlet;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class DecidingWriterTests {

	@ParameterizedTest
	@MethodSource("ways")
	void decidesBeforeAnythingIsWritten(Consumer<PrintWriter> way) {
		StringWriter written = new StringWriter();
		AtomicInteger decisions = new AtomicInteger();
		PrintWriter writer = new DecidingWriter(new PrintWriter(written), () -> {
			if (decisions.getAndIncrement() == 0) {
				assertThat(written.toString()).isEmpty();
			}
		});
		way.accept(writer);
		assertThat(written.toString()).isNotEmpty();
		assertThat(decisions).hasPositiveValue();
	}

	static Stream<Consumer<PrintWriter>> ways() {
		return Stream.of((writer) -> writer.write('a'), (writer) -> writer.write("ab"),
				(writer) -> writer.write(new char[] { 'a' }), PrintWriter::println, (writer) -> writer.println("a"),
				(writer) -> writer.append("a"), (writer) -> writer.print(1), (writer) -> writer.printf("%d", 1));
	}

	@Test
	void tellsThatTheCallerIsGone() {
		PrintWriter broken = new PrintWriter(new Writer() {

			@Override
			public void write(char[] characters, int offset, int length) throws IOException {
				throw new IOException("Gone");
			}

			@Override
			public void flush() {
			}

			@Override
			public void close() {
			}

		});
		PrintWriter writer = new DecidingWriter(broken, () -> {
		});
		writer.print("a");
		assertThat(writer.checkError()).isTrue();
	}

}
