package dev.llmcache.store;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.llmcache.CachedAnswer;
import org.jspecify.annotations.Nullable;

/**
 * Payload of the records of the layers that answer: question, origin and answer, each
 * read only when it is asked for.
 * <p>
 * Binary form, big-endian: version (1 byte), charset of the question (1: 0 for UTF-8, 1
 * for UTF-16), lengths of question, origin and note (4 each), question, origin, note,
 * answer as {@link AnswerCodec} writes it. The note is the layer's own.
 */
public final class StoredAnswer {

	private static final byte VERSION = 2;

	private static final int HEADER_LENGTH = 14;

	private static final byte UTF_8 = 0;

	private static final byte UTF_16 = 1;

	private final byte[] payload;

	private static final byte[] NO_NOTE = {};

	private final int originAt;

	private final int noteAt;

	private final int answerAt;

	private StoredAnswer(byte[] payload, int originAt, int noteAt, int answerAt) {
		this.payload = payload;
		this.originAt = originAt;
		this.noteAt = noteAt;
		this.answerAt = answerAt;
	}

	/**
	 * Writes a payload.
	 * @param question the question
	 * @param origin where the answer comes from
	 * @param answer the answer
	 * @return the payload
	 * @throws IllegalArgumentException if the answer is larger than
	 * {@link AnswerCodec#MAX_BYTES}
	 */
	public static byte[] encode(String question, Origin origin, CachedAnswer answer) {
		return encode(question, origin, NO_NOTE, answer);
	}

	/**
	 * Writes a payload with a note.
	 * @param question the question
	 * @param origin where the answer comes from
	 * @param note what the layer notes of the answer
	 * @param answer the answer
	 * @return the payload
	 * @throws IllegalArgumentException if the answer is larger than
	 * {@link AnswerCodec#MAX_BYTES}
	 */
	public static byte[] encode(String question, Origin origin, byte[] note, CachedAnswer answer) {
		return encode(question, origin, note, AnswerCodec.encode(answer), 0);
	}

	private static byte[] encode(String question, Origin origin, byte[] note, byte[] answer, int answerAt) {
		ByteBuffer utf8 = utf8(question);
		ByteBuffer written = (utf8 != null) ? utf8 : utf16(question);
		byte[] from = origin.encode();
		return ByteBuffer
			.allocate(HEADER_LENGTH + written.remaining() + from.length + note.length + answer.length - answerAt)
			.put(VERSION)
			.put((utf8 != null) ? UTF_8 : UTF_16)
			.putInt(written.remaining())
			.putInt(from.length)
			.putInt(note.length)
			.put(written)
			.put(from)
			.put(note)
			.put(answer, answerAt, answer.length - answerAt)
			.array();
	}

	// A lone surrogate would become a question mark, and the question another one
	private static @Nullable ByteBuffer utf8(String question) {
		try {
			return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(question));
		}
		catch (CharacterCodingException ex) {
			return null;
		}
	}

	private static ByteBuffer utf16(String question) {
		ByteBuffer bytes = ByteBuffer.allocate(question.length() * Character.BYTES);
		bytes.asCharBuffer().put(question);
		return bytes;
	}

	/**
	 * Takes a payload apart without reading its parts.
	 * @param payload the payload, not copied
	 * @return its parts, or null when it is none of this version
	 */
	public static @Nullable StoredAnswer of(byte[] payload) {
		if (payload.length < HEADER_LENGTH || payload[0] != VERSION || payload[1] < UTF_8 || payload[1] > UTF_16) {
			return null;
		}
		ByteBuffer header = ByteBuffer.wrap(payload, 2, HEADER_LENGTH - 2);
		int question = header.getInt();
		int origin = header.getInt();
		int note = header.getInt();
		boolean fits = question >= 0 && origin >= 0 && note >= 0
				&& (long) question + origin + note <= payload.length - HEADER_LENGTH;
		int originAt = HEADER_LENGTH + question;
		return fits ? new StoredAnswer(payload, originAt, originAt + origin, originAt + origin + note) : null;
	}

	/**
	 * Reads the question.
	 * @return the question
	 */
	public String question() {
		int length = this.originAt - HEADER_LENGTH;
		return (this.payload[1] == UTF_8) ? new String(this.payload, HEADER_LENGTH, length, StandardCharsets.UTF_8)
				: ByteBuffer.wrap(this.payload, HEADER_LENGTH, length).asCharBuffer().toString();
	}

	/**
	 * Reads where the answer comes from.
	 * @return the origin, or null when it cannot be read
	 */
	public @Nullable Origin origin() {
		return Origin.decode(Arrays.copyOfRange(this.payload, this.originAt, this.noteAt));
	}

	/**
	 * What the layer noted of the answer.
	 * @return a view of the note, empty where there is none
	 */
	public ByteBuffer note() {
		return ByteBuffer.wrap(this.payload, this.noteAt, this.answerAt - this.noteAt).slice().asReadOnlyBuffer();
	}

	/**
	 * Reads the answer.
	 * @return the answer, or null when it cannot be read
	 */
	public @Nullable CachedAnswer answer() {
		return AnswerCodec.decode(this.payload, this.answerAt);
	}

	/**
	 * The same answer from elsewhere, without its note. It is not read for it.
	 * @param origin the other origin
	 * @return the payload
	 */
	public byte[] with(Origin origin) {
		return encode(question(), origin, NO_NOTE, this.payload, this.answerAt);
	}

	@Override
	public String toString() {
		return "StoredAnswer[length=%d]".formatted(this.payload.length);
	}

}
