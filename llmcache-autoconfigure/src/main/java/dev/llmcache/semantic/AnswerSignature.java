package dev.llmcache.semantic;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.Fingerprint;
import dev.llmcache.semantic.guard.Question;
import dev.llmcache.semantic.guard.Token;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an answer to compare it with others without reading it: a digest, its
 * numbers and codes, and its vector.
 * <p>
 * Immutable. Its text form says nothing of the answer.
 */
public final class AnswerSignature {

	/** Longer answers are compared by their beginning. */
	static final int COMPARED_LENGTH = 2_000;

	private static final Fingerprint ROOT = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final int DIGEST_LENGTH = 16;

	private static final int MOST_FACTS = 128;

	private final byte[] digest;

	private final int[] facts;

	private final byte @Nullable [] vector;

	private AnswerSignature(byte[] digest, int[] facts, byte @Nullable [] vector) {
		this.digest = digest;
		this.facts = facts;
		this.vector = vector;
	}

	/**
	 * What an answer says beyond the words of its question, which many answers repeat:
	 * what a signature is made of.
	 * @param question the question
	 * @param answer the answer
	 * @return the other words, or the answer if there are none
	 */
	public static String said(String question, String answer) {
		Question asked = Question.of(question);
		String said = Question.of(beginning(answer))
			.tokens()
			.stream()
			.filter((token) -> !asked.contains(token.form()))
			.map(Token::text)
			.collect(Collectors.joining(" "));
		return said.isEmpty() ? answer.strip() : said;
	}

	/**
	 * Signature of a text.
	 * @param text what the answer says
	 * @param vector its vector of unit length, or null where there is none
	 * @return the signature
	 */
	public static AnswerSignature of(String text, float @Nullable [] vector) {
		byte[] digest = ROOT.derive(text.strip().getBytes(StandardCharsets.UTF_8)).bytes();
		int[] facts = Question.of(beginning(text)).facts().stream().mapToInt(String::hashCode).sorted().toArray();
		return new AnswerSignature(Arrays.copyOf(digest, DIGEST_LENGTH),
				Arrays.copyOf(facts, Math.min(facts.length, MOST_FACTS)), (vector != null) ? quantised(vector) : null);
	}

	/**
	 * The text of an answer that is compared.
	 * @param answer the answer
	 * @return all that it says, in words
	 */
	static String text(CachedAnswer answer) {
		return answer.generations()
			.stream()
			.map(Generation::text)
			.filter(Objects::nonNull)
			.collect(Collectors.joining("\n"));
	}

	static String beginning(String text) {
		return text.substring(0, Math.min(text.length(), COMPARED_LENGTH));
	}

	private static byte[] quantised(float[] vector) {
		float greatest = Float.MIN_NORMAL;
		for (float number : vector) {
			greatest = Math.max(greatest, Math.abs(number));
		}
		byte[] bytes = new byte[vector.length];
		for (int i = 0; i < vector.length; i++) {
			bytes[i] = (byte) Math.round(vector[i] / greatest * Byte.MAX_VALUE);
		}
		return bytes;
	}

	/**
	 * Whether two answers are the same text.
	 * @param other another answer's
	 * @return whether their digests are equal
	 */
	boolean isSame(AnswerSignature other) {
		return Arrays.equals(this.digest, other.digest);
	}

	/**
	 * Whether two answers name the same numbers and codes.
	 * @param other another answer's
	 * @return whether neither has one that the other has not
	 */
	boolean hasFactsOf(AnswerSignature other) {
		return Arrays.equals(this.facts, other.facts);
	}

	/**
	 * How near the answers' vectors are.
	 * @param other another answer's
	 * @return cosine similarity, or NaN where one has none
	 */
	double cosine(AnswerSignature other) {
		byte[] one = this.vector;
		byte[] two = other.vector;
		if (one == null || two == null || one.length != two.length) {
			return Double.NaN;
		}
		long product = 0;
		long oneSquare = 0;
		long twoSquare = 0;
		for (int i = 0; i < one.length; i++) {
			product += one[i] * two[i];
			oneSquare += one[i] * one[i];
			twoSquare += two[i] * two[i];
		}
		return product / Math.sqrt((double) oneSquare * twoSquare);
	}

	byte[] encode() {
		byte[] numbers = (this.vector != null) ? this.vector : new byte[0];
		ByteBuffer bytes = ByteBuffer
			.allocate(DIGEST_LENGTH + Short.BYTES + this.facts.length * Integer.BYTES + Short.BYTES + numbers.length);
		bytes.put(this.digest).putShort((short) this.facts.length);
		Arrays.stream(this.facts).forEach(bytes::putInt);
		return bytes.putShort((short) numbers.length).put(numbers).array();
	}

	/**
	 * Reads a signature.
	 * @param encoded what {@link #encode} wrote
	 * @return the signature, or null when the bytes are none
	 */
	static @Nullable AnswerSignature decode(ByteBuffer encoded) {
		try {
			byte[] digest = new byte[DIGEST_LENGTH];
			encoded.get(digest);
			int[] facts = new int[Math.min(Short.toUnsignedInt(encoded.getShort()), MOST_FACTS)];
			for (int i = 0; i < facts.length; i++) {
				facts[i] = encoded.getInt();
			}
			byte[] vector = new byte[Short.toUnsignedInt(encoded.getShort())];
			encoded.get(vector);
			return new AnswerSignature(digest, facts, (vector.length > 0) ? vector : null);
		}
		// The bytes may be anybody's
		catch (BufferUnderflowException ex) {
			return null;
		}
	}

	@Override
	public String toString() {
		return "AnswerSignature[]";
	}

}
