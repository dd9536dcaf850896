package dev.llmcache.semantic;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import dev.llmcache.CachedAnswer;
import dev.llmcache.store.AnswerCodec;
import org.jspecify.annotations.Nullable;

/**
 * Payload of the semantic layer's records: the question, since guards compare the words,
 * and the answer, which is only read when it is served.
 * <p>
 * Binary form: length of the question (4 bytes, big-endian), the question in UTF-8, the
 * answer.
 *
 * @param question the question
 * @param answer the encoded answer
 */
record SemanticEntry(String question, byte[] answer) {

	byte[] encode() {
		byte[] text = this.question.getBytes(StandardCharsets.UTF_8);
		return ByteBuffer.allocate(Integer.BYTES + text.length + this.answer.length)
			.putInt(text.length)
			.put(text)
			.put(this.answer)
			.array();
	}

	static @Nullable SemanticEntry decode(byte[] payload) {
		if (payload.length < Integer.BYTES) {
			return null;
		}
		ByteBuffer buffer = ByteBuffer.wrap(payload);
		int length = buffer.getInt();
		if (length < 0 || length > buffer.remaining()) {
			return null;
		}
		byte[] text = new byte[length];
		buffer.get(text);
		byte[] answer = new byte[buffer.remaining()];
		buffer.get(answer);
		return new SemanticEntry(new String(text, StandardCharsets.UTF_8), answer);
	}

	@Nullable CachedAnswer readAnswer() {
		return AnswerCodec.decode(this.answer);
	}

	@Override
	public String toString() {
		return "SemanticEntry[]";
	}

}
