package dev.llmcache.transfer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.llmcache.CachedAnswer;
import dev.llmcache.store.AnswerArbitraries;
import dev.llmcache.transfer.EntryLine.LineOrigin;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LineFormatProperties {

	private static final int TRIES = 300;

	@Property(tries = TRIES)
	void readsALineAsItWasWritten(@ForAll("lines") EntryLine line) {
		EntryLine read = LineFormat.read(LineFormat.write(line));
		assertThat(read).isEqualTo(line);
	}

	@Property(tries = TRIES)
	void readsAnAnswerAsItWasWritten(@ForAll("answers") CachedAnswer answer) {
		EntryLine line = new EntryLine(1, "q", LineFormat.write(answer), null, null, null, null, null, null, null, null,
				null, null, null);
		EntryLine read = LineFormat.read(LineFormat.write(line));
		assertThat(read).isNotNull();
		assertThat(LineFormat.readAnswer(read.answer())).isEqualTo(answer);
	}

	@Property(tries = TRIES)
	void aLineHasNoEndWithinIt(@ForAll("lines") EntryLine line) {
		assertThat(new String(LineFormat.write(line), StandardCharsets.UTF_8)).doesNotContain("\n", "\r");
	}

	@Property(tries = 1000)
	void whicheverByteIsAnotherIsALineOrInvalid(@ForAll("lines") EntryLine line, @ForAll int where,
			@ForAll byte other) {
		byte[] bytes = LineFormat.write(line);
		bytes[Math.floorMod(where, bytes.length)] = other;
		read(bytes);
	}

	@Property
	void anyBytesAreALineOrInvalid(@ForAll byte[] bytes) {
		read(bytes);
	}

	private static void read(byte[] bytes) {
		try {
			EntryLine line = LineFormat.read(bytes);
			if (line != null) {
				LineFormat.readAnswer(line.answer());
			}
		}
		catch (InvalidLineException ex) {
			assertThat(ex.reason()).isIn("json", "fields", "format", "answer");
		}
	}

	@Example
	void refusesLinesThatAreTooDeep() {
		String deep = "{\"question\":" + "[".repeat(100_000);
		assertThatExceptionOfType(InvalidLineException.class)
			.isThrownBy(() -> LineFormat.read(deep.getBytes(StandardCharsets.UTF_8)));
	}

	@Provide
	Arbitrary<CachedAnswer> answers() {
		return AnswerArbitraries.answers();
	}

	@Provide
	Arbitrary<EntryLine> lines() {
		Arbitrary<String> texts = AnswerArbitraries.texts();
		Arbitrary<@Nullable Instant> instants = Arbitraries.longs()
			.between(0, 4_000_000_000_000L)
			.map(Instant::ofEpochMilli)
			.injectNull(0.3);
		Arbitrary<List<String>> names = Combinators.combine(texts, texts, texts, texts).as(List::of);
		Arbitrary<List<@Nullable Instant>> times = instants.list().ofSize(3);
		Arbitrary<CachedAnswer> answers = AnswerArbitraries.answers();
		return Combinators
			.combine(texts, answers, names, texts.list().ofMaxSize(3).injectNull(0.3), times, origins().injectNull(0.3))
			.as((question, answer, name, tags, time, origin) -> new EntryLine(EntryLine.FORMAT, question,
					LineFormat.write(answer), name.get(0), name.get(1), name.get(2), name.get(3), tags, "7d", "exact",
					time.get(0), time.get(1), time.get(2), origin));
	}

	private static Arbitrary<LineOrigin> origins() {
		Arbitrary<String> texts = AnswerArbitraries.texts();
		Arbitrary<Map<String, String>> parts = Arbitraries.maps(Arbitraries.strings().alpha(), texts).ofMaxSize(5);
		return Combinators
			.combine(texts, texts, texts, texts.injectNull(0.3), parts, texts.list().ofMaxSize(4), Arbitraries.longs(),
					Arbitraries.of(true, false))
			.as((namespace, version, policyVersion, model, digests, marks, fence, reproducible) -> new LineOrigin(
					namespace, version, policyVersion, model, "tenant", digests, reproducible, model, "00000000", "", 7,
					fence, marks));
	}

}
