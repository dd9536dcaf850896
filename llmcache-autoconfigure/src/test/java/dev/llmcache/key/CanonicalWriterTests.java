package dev.llmcache.key;

import java.util.List;
import java.util.stream.IntStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CanonicalWriterTests {

	@Property
	void differentListsOfTextsHaveDifferentForms(@ForAll List<String> left, @ForAll List<String> right) {
		assertThat(form(left).equals(form(right))).isEqualTo(left.equals(right));
	}

	@Test
	void tellsWhereOneTextEndsAndTheNextBegins() {
		assertThat(form(List.of("ab", "c"))).isNotEqualTo(form(List.of("a", "bc")));
	}

	@Test
	void tellsNothingFromEmptyText() {
		assertThat(new CanonicalWriter().text(null).toByteArray())
			.isNotEqualTo(new CanonicalWriter().text("").toByteArray());
	}

	@Test
	void tellsBytesFromText() {
		assertThat(new CanonicalWriter().bytes(new byte[] { 'a' }).toByteArray())
			.isNotEqualTo(new CanonicalWriter().text("a").toByteArray());
	}

	@Test
	void tellsLoneSurrogatesFromTheQuestionMarksThatTheyBecomeInUtf8() {
		assertThat(form(List.of("\uD800"))).isNotEqualTo(form(List.of("?"))).isNotEqualTo(form(List.of("\uD801")));
	}

	private static List<Byte> form(List<String> texts) {
		byte[] bytes = new CanonicalWriter().list(texts, CanonicalWriter::text).toByteArray();
		return IntStream.range(0, bytes.length).mapToObj((i) -> bytes[i]).toList();
	}

}
