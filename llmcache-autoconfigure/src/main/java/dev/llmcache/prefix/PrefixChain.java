package dev.llmcache.prefix;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import dev.llmcache.Fingerprint;

/**
 * Digests of ever longer beginnings of a prompt, by which beginnings that prompts have in
 * common are found without their text, as vLLM finds blocks of its cache: each is that of
 * the one before and the next {@value #CHUNK} bytes. What is left over at the end counts
 * for none.
 * <p>
 * The first link starts from a secret, so that nobody without it can tell what a digest
 * stands for.
 */
public final class PrefixChain {

	/** Bytes from link to link, about 16 tokens. */
	public static final int CHUNK = 64;

	private final long[] links;

	private final int length;

	private PrefixChain(long[] links, int length) {
		this.links = links;
		this.length = length;
	}

	/**
	 * Makes the chain of a prompt.
	 * @param prompt the rendered prompt
	 * @param root keyed digest that chains begin with which are to be compared
	 * @return the chain
	 */
	public static PrefixChain of(byte[] prompt, Fingerprint root) {
		long[] links = new long[prompt.length / CHUNK];
		MessageDigest sha256 = sha256();
		byte[] link = root.bytes();
		for (int i = 0; i < links.length; i++) {
			sha256.update(link);
			sha256.update(prompt, i * CHUNK, CHUNK);
			link = sha256.digest();
			links[i] = ByteBuffer.wrap(link).getLong();
		}
		return new PrefixChain(links, prompt.length);
	}

	/**
	 * Length of the prompt.
	 * @return its bytes
	 */
	public int length() {
		return this.length;
	}

	long[] links() {
		return this.links;
	}

	/**
	 * What this prompt begins with like another.
	 * @param other the other prompt's chain, from the same root
	 * @return how many chunks
	 */
	public int shared(PrefixChain other) {
		int shared = 0;
		while (shared < this.links.length && shared < other.links.length && this.links[shared] == other.links[shared]) {
			shared++;
		}
		return shared;
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
