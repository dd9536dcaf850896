package dev.llmcache.key;

import java.util.HexFormat;
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

	@Test
	void formsStayTheSameFromReleaseToRelease() {
		byte[] form = new CanonicalWriter().list(List.of("\u00E9", "\uD800a"), CanonicalWriter::text)
			.text(null)
			.bytes(new byte[] { 7 })
			.toByteArray();
		assertThat(HexFormat.of().formatHex(form)).isEqualTo("04" + "00000002" + "01" + "00000002" + "c3a9" + "02"
				+ "00000004" + "d8000061" + "00" + "00000000" + "03" + "00000001" + "07");
	}

	@Test
	void tellsALongTextByItsWholeLength() {
		byte[] form = new CanonicalWriter().text("a".repeat(0x1_02_03)).toByteArray();
		assertThat(form).hasSize(5 + 0x1_02_03).startsWith(1, 0, 1, 2, 3);
	}

	private static List<Byte> form(List<String> texts) {
		byte[] bytes = new CanonicalWriter().list(texts, CanonicalWriter::text).toByteArray();
		return IntStream.range(0, bytes.length).mapToObj((i) -> bytes[i]).toList();
	}

}
