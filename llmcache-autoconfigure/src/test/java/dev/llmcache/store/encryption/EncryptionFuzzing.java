package dev.llmcache.store.encryption;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.Compression;
import dev.llmcache.store.InMemoryDataKeyStore;
import dev.llmcache.store.Reading;
import dev.llmcache.store.RecordPlace;
import dev.llmcache.store.StoreFuzzing;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.test.fuzz.FuzzTarget;
import org.jspecify.annotations.Nullable;

import static dev.llmcache.test.fuzz.FuzzTarget.require;

/**
 * Encrypted records and wrapped keys, which nobody can make who has no key.
 */
public final class EncryptionFuzzing {

	private static final RecordPlace PLACE = RecordPlace.of(Fingerprint.of(new byte[Fingerprint.LENGTH]));

	private static final byte[] KEY = new byte[AesGcm.KEY_LENGTH];

	private static final byte[] CONTEXT = { 1, 2, 3 };

	private static final MasterKeys MASTER = new MasterKeys(Map.of(2, new byte[MasterKeys.LENGTH]), 2);

	private EncryptionFuzzing() {
	}

	public static List<FuzzTarget> targets() {
		InMemoryDataKeyStore store = new InMemoryDataKeyStore();
		StoredRecord record = StoreFuzzing.record();
		store.putIfAbsent(record.tenant(), KEY);
		DataKeys keys = new DataKeys(() -> store, new Unwrapped(), "shop");
		EncryptedForm plain = new EncryptedForm(keys, Compression.NONE);
		EncryptedForm compressed = new EncryptedForm(keys, new Compression(1));
		return List.of(
				new FuzzTarget("encrypted-record", List.of(plain.write(PLACE, record), compressed.write(PLACE, record)),
						(input) -> readRecord(input, plain, record)),
				new FuzzTarget("wrapped-key", List.of(MASTER.wrap(KEY, CONTEXT)), EncryptionFuzzing::readKey));
	}

	private static void readRecord(byte[] input, EncryptedForm form, StoredRecord record) {
		if (form.read(PLACE, input) instanceof Reading.Found(StoredRecord found)) {
			// The parts of an origin are in another order in each process
			require(Arrays.equals(found.with(record.payload()).encode(), record.encode())
					&& found.payload().length == record.payload().length, "Only what was encrypted decrypts");
		}
	}

	private static void readKey(byte[] input) {
		MASTER.isCurrent(input);
		try {
			byte[] key = MASTER.unwrap(input, CONTEXT);
			require(key == null || Arrays.equals(key, KEY), "Only what was wrapped unwraps");
		}
		catch (DataKeyException ex) {
			require(String.valueOf(ex.getMessage()).length() < 120, "A failure does not quote the bytes");
		}
	}

	/**
	 * Keys as they are, so that each process has the same.
	 */
	private static final class Unwrapped implements KeyWrapping {

		@Override
		public byte[] wrap(byte[] key, byte[] context) {
			return key.clone();
		}

		@Override
		public byte @Nullable [] unwrap(byte[] wrapped, byte[] context) {
			return wrapped.clone();
		}

		@Override
		public boolean isCurrent(byte[] wrapped) {
			return true;
		}

	}

}
