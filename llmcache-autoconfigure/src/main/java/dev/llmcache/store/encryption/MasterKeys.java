package dev.llmcache.store.encryption;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.SecretKey;

import org.jspecify.annotations.Nullable;

/**
 * Master keys that this process was given, by version.
 * <p>
 * Binary form of a wrapped key, big-endian: format (1 byte), version of the master key
 * (4), IV (12), the key encrypted by AES-256-GCM (32) with its tag (16). Format, version
 * and context are authenticated.
 */
public final class MasterKeys implements KeyWrapping {

	/** Length of a master key in bytes. */
	public static final int LENGTH = AesGcm.KEY_LENGTH;

	private static final byte FORMAT = 1;

	private static final int HEADER_LENGTH = 1 + Integer.BYTES;

	private final Map<Integer, SecretKey> keys = new HashMap<>();

	private final int current;

	/**
	 * Takes the keys.
	 * @param keys keys of {@value #LENGTH} bytes by version
	 * @param current the version that data keys are wrapped under from now on
	 * @throws IllegalArgumentException if there is no key of that version, or one has
	 * another length
	 */
	public MasterKeys(Map<Integer, byte[]> keys, int current) {
		keys.forEach((version, key) -> {
			if (key.length != LENGTH) {
				throw new IllegalArgumentException("A master key has %d bytes".formatted(LENGTH));
			}
			this.keys.put(version, AesGcm.key(key));
		});
		if (!keys.containsKey(current)) {
			throw new IllegalArgumentException("There is no master key of version %d".formatted(current));
		}
		this.current = current;
	}

	@Override
	public byte[] wrap(byte[] key, byte[] context) {
		int length = HEADER_LENGTH + AesGcm.IV_LENGTH + key.length + AesGcm.TAG_LENGTH;
		byte[] wrapped = ByteBuffer.allocate(length).put(FORMAT).putInt(this.current).array();
		AesGcm.encrypt(key(this.current), key, new byte[][] { header(wrapped), context }, wrapped, HEADER_LENGTH);
		return wrapped;
	}

	/**
	 * {@inheritDoc} A version that is not known is lost if it is below the current one.
	 * One above may be that of an instance whose settings are ahead.
	 */
	@Override
	public byte @Nullable [] unwrap(byte[] wrapped, byte[] context) {
		if (wrapped.length < HEADER_LENGTH || wrapped[0] != FORMAT) {
			throw new DataKeyException("A data key is damaged, or was wrapped by something else");
		}
		int version = version(wrapped);
		if (!this.keys.containsKey(version)) {
			if (version < this.current) {
				return null;
			}
			throw new DataKeyException(
					"A data key was wrapped under version %d of the master key, which is not known".formatted(version));
		}
		byte[] key = AesGcm.decrypt(key(version), wrapped, HEADER_LENGTH, header(wrapped), context);
		if (key == null) {
			throw new DataKeyException(
					"A data key is damaged, or version %d of the master key is another one now".formatted(version));
		}
		return key;
	}

	@Override
	public boolean isCurrent(byte[] wrapped) {
		return wrapped.length >= HEADER_LENGTH && wrapped[0] == FORMAT && version(wrapped) >= this.current
				&& this.keys.containsKey(version(wrapped));
	}

	private SecretKey key(int version) {
		SecretKey key = this.keys.get(version);
		if (key == null) {
			throw new IllegalStateException("No such version");
		}
		return key;
	}

	private static int version(byte[] wrapped) {
		return ByteBuffer.wrap(wrapped).getInt(1);
	}

	private static byte[] header(byte[] wrapped) {
		return ByteBuffer.allocate(HEADER_LENGTH).put(wrapped, 0, HEADER_LENGTH).array();
	}

	@Override
	public String toString() {
		return "MasterKeys[]";
	}

}
