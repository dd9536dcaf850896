package dev.llmcache.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.Fingerprint;
import dev.llmcache.Owner;
import dev.llmcache.Provenance;
import dev.llmcache.TokenUsage;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class StoredAnswerProperties {

	private static final CachedAnswer ANSWER = new CachedAnswer(
			List.of(new Generation("At nine.", "STOP", Map.of("role", "ASSISTANT"))), "id-1", "scripted",
			TokenUsage.UNKNOWN, Map.of(), Duration.ofMillis(812));

	private static final Provenance PROVENANCE = new Provenance("support-desk", "3", "faq", "", "supportDesk",
			"gpt-5-mini", new Owner.Tenant("acme"),
			Map.of("options", "01234567", "system", "01234567", "history", "01234567", "media", "01234567", "tools",
					"01234567", "output", "01234567", "advisors", "01234567", "parameters", "01234567"));

	@Property(tries = 300)
	void isReadAsItWasWritten(@ForAll("texts") String question, @ForAll("origins") Origin origin) {
		StoredAnswer stored = StoredAnswer.of(StoredAnswer.encode(question, origin, ANSWER));
		assertThat(stored).isNotNull();
		assertThat(stored.question()).isEqualTo(question);
		assertThat(stored.origin()).isEqualTo(origin);
		assertThat(stored.answer()).isEqualTo(ANSWER);
	}

	@Property(tries = 100)
	void keepsQuestionAndAnswerUnderAnotherOrigin(@ForAll("texts") String question, @ForAll("origins") Origin first,
			@ForAll("origins") Origin second) {
		StoredAnswer stored = StoredAnswer.of(StoredAnswer.encode(question, first, ANSWER));
		assertThat(stored).isNotNull();
		assertThat(stored.with(second)).isEqualTo(StoredAnswer.encode(question, second, ANSWER));
	}

	@Property
	void neverThrowsWhateverTheBytes(@ForAll byte[] bytes) {
		read(bytes);
		if (bytes.length > 0) {
			bytes[0] = 1;
			read(bytes);
		}
	}

	@Property(tries = 500)
	void neverThrowsWhicheverByteIsAnother(@ForAll("origins") Origin origin, @ForAll int where, @ForAll byte other) {
		byte[] payload = StoredAnswer.encode("When do you open?", origin, ANSWER);
		payload[Math.floorMod(where, payload.length)] = other;
		read(payload);
	}

	private static void read(byte[] bytes) {
		StoredAnswer stored = StoredAnswer.of(bytes);
		if (stored != null) {
			stored.question();
			stored.origin();
			stored.answer();
		}
	}

	@Example
	void whatIsOfAnotherVersionIsNone() {
		byte[] payload = StoredAnswer.encode("When do you open?", origin(), ANSWER);
		payload[0] = 3;
		assertThat(StoredAnswer.of(payload)).isNull();
		assertThat(StoredAnswer.of(AnswerCodec.encode(ANSWER))).isNull();
	}

	@Example
	void takesAFewHundredBytesMoreThanTheAnswer() {
		String question = "When do you open?";
		int more = StoredAnswer.encode(question, origin(), ANSWER).length - AnswerCodec.encode(ANSWER).length
				- question.length();
		assertThat(more).isBetween(150, 300);
	}

	@Example
	void tellsNothingInItsTextForm() {
		StoredAnswer stored = StoredAnswer.of(StoredAnswer.encode("When do you open?", origin(), ANSWER));
		assertThat(stored + " " + origin() + " " + PROVENANCE).doesNotContain("open", "nine", "acme");
	}

	private static Origin origin() {
		return new Origin(Fingerprint.of(new byte[Fingerprint.LENGTH]), 0, null, PROVENANCE);
	}

	@Provide
	Arbitrary<Origin> origins() {
		Arbitrary<Fingerprint> scopes = Arbitraries.bytes()
			.array(byte[].class)
			.ofSize(Fingerprint.LENGTH)
			.map(Fingerprint::of);
		Arbitrary<Map<String, String>> parts = Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(10),
				Arbitraries.strings().withChars("0123456789abcdef").ofLength(8));
		Arbitrary<Provenance> provenances = Combinators
			.combine(texts(), texts(), texts(), texts(), texts().injectNull(0.2), texts().injectNull(0.2), owners(),
					parts.filter((all) -> all.size() < 20))
			.as(Provenance::new);
		return Combinators
			.combine(scopes, Arbitraries.integers().between(0, 0xFFFF), texts().injectNull(0.5), provenances)
			.as(Origin::new);
	}

	private static Arbitrary<Owner> owners() {
		Arbitrary<String> names = Arbitraries.of("acme", "\uD83D", "ص");
		return Arbitraries.oneOf(Arbitraries.of(new Owner.Everyone(), new Owner.Application()),
				names.map(Owner.Tenant::new), names.map((name) -> new Owner.User(null, name)),
				names.map((name) -> new Owner.User("acme", name)));
	}

	@Provide
	Arbitrary<String> texts() {
		return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(50),
				Arbitraries.of("", "\0", "\uD83D\uDE00", "\uD83D", "\uDE00 a", "ص", "\n"));
	}

}
