package dev.llmcache.store;

import java.nio.ByteBuffer;

import dev.llmcache.CachedAnswer;
import dev.llmcache.Mark;
import org.jspecify.annotations.Nullable;

/**
 * Payload of the record of an answer that is served to nobody yet.
 * <p>
 * Binary form, big-endian: version (1 byte), mark of the user who was given the answer
 * (16), answer as {@link AnswerCodec} writes it. No {@link StoredAnswer} begins like it.
 *
 * @param voter mark of the user
 * @param answer the answer
 */
public record StoredCandidate(Mark voter, CachedAnswer answer) {

	private static final byte VERSION = 0x43;

	private static final int HEADER_LENGTH = 1 + Mark.LENGTH;

	/**
	 * Whether a payload is a candidate's.
	 * @param payload the payload
	 * @return whether it begins like one
	 */
	public static boolean isIn(byte[] payload) {
		return payload.length >= HEADER_LENGTH && payload[0] == VERSION;
	}

	/**
	 * Reads a payload.
	 * @param payload the payload
	 * @return the candidate, or null when it is none or cannot be read
	 */
	public static @Nullable StoredCandidate of(byte[] payload) {
		CachedAnswer answer = isIn(payload) ? AnswerCodec.decode(payload, HEADER_LENGTH) : null;
		return (answer != null) ? new StoredCandidate(Mark.read(ByteBuffer.wrap(payload, 1, Mark.LENGTH)), answer)
				: null;
	}

	public byte[] encode() {
		byte[] written = AnswerCodec.encode(this.answer);
		return ByteBuffer.allocate(HEADER_LENGTH + written.length)
			.put(VERSION)
			.put(this.voter.bytes())
			.put(written)
			.array();
	}

	@Override
	public String toString() {
		return "StoredCandidate[]";
	}

}
