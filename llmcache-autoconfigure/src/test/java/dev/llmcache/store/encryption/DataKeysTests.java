package dev.llmcache.store.encryption;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.store.Compression;
import dev.llmcache.store.DataKeyStore;
import dev.llmcache.store.InMemoryDataKeyStore;
import dev.llmcache.store.Reading;
import dev.llmcache.store.Reading.Found;
import dev.llmcache.store.RecordForm;
import dev.llmcache.store.RecordPlace;
import dev.llmcache.store.StoredRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.util.function.SingletonSupplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class DataKeysTests {

	private static final Mark ALICE = new Mark(1, 2);

	private static final Mark BOB = new Mark(3, 4);

	private static final RecordPlace PLACE = RecordPlace.of(Fingerprint.of(new byte[Fingerprint.LENGTH]));

	private final FallibleStore store = new FallibleStore();

	private DataKeys instance(int... versions) {
		return new DataKeys(() -> this.store, MasterKeysTests.keys(versions), "app");
	}

	private static RecordForm form(DataKeys keys) {
		return new EncryptedForm(keys, Compression.NONE);
	}

	private static byte[] write(DataKeys keys, Mark tenant) {
		StoredRecord record = new StoredRecord(7, 0, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, tenant, List.of(),
				new byte[] { 1, 2, 3 });
		return form(keys).write(PLACE, record);
	}

	private static Reading read(DataKeys keys, byte[] bytes) {
		return form(keys).read(PLACE, bytes);
	}

	@Test
	void allInstancesUseTheKeyOfTheFastest() throws Exception {
		Set<Long> ids = new HashSet<>();
		try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
			List<Callable<Long>> uses = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				DataKeys instance = instance(1);
				for (int j = 0; j < 4; j++) {
					uses.add(() -> instance.current(ALICE).id());
				}
			}
			for (Future<Long> id : executor.invokeAll(uses)) {
				ids.add(id.get());
			}
		}
		assertThat(ids).hasSize(1);
		assertThat(read(instance(1), write(instance(1), ALICE))).isInstanceOf(Found.class);
	}

	@Test
	void eachTenantHasAKeyOfItsOwn() {
		DataKeys keys = instance(1);
		assertThat(keys.current(ALICE).id()).isNotEqualTo(keys.current(BOB).id());
		assertThat(keys.current(ALICE)).hasToString("DataKey[]");
	}

	@Test
	void aKeyInMemoryIsNotLookedUpAgain() {
		DataKeys keys = instance(1);
		byte[] record = write(keys, ALICE);
		int calls = this.store.calls.get();
		for (int i = 0; i < 10; i++) {
			assertThat(read(keys, record)).isInstanceOf(Found.class);
			write(keys, ALICE);
		}
		assertThat(this.store.calls).hasValue(calls);
	}

	@Test
	void aKeyIsOfNoUseToAnotherTenantNorToAnotherApplication() {
		instance(1).current(ALICE);
		byte[] alices = Objects.requireNonNull(this.store.find(ALICE));
		this.store.putIfAbsent(BOB, alices);
		assertThatExceptionOfType(DataKeyException.class).isThrownBy(() -> instance(1).current(BOB));
		DataKeys other = new DataKeys(() -> this.store, MasterKeysTests.keys(1), "another");
		assertThatExceptionOfType(DataKeyException.class).isThrownBy(() -> other.current(ALICE));
	}

	@Test
	void servesOnAfterTheMasterKeyWasRotated() {
		byte[] record = write(instance(1), ALICE);
		byte[] before = Objects.requireNonNull(this.store.find(ALICE));
		assertThat(read(instance(1, 2), record)).isInstanceOf(Found.class);
		Awaitility.await().until(() -> MasterKeysTests.keys(2).isCurrent(this.store.key(ALICE)));
		assertThat(this.store.find(ALICE)).isNotEqualTo(before);
		assertThat(read(instance(2), record)).isInstanceOf(Found.class);
	}

	@Test
	void wrapsAllKeysAnewOnRotation() {
		byte[] alices = write(instance(1), ALICE);
		byte[] bobs = write(instance(1), BOB);
		DataKeys rotated = instance(1, 2);
		rotated.rotate();
		rotated.close();
		assertThat(read(instance(2), alices)).isInstanceOf(Found.class);
		assertThat(read(instance(2), bobs)).isInstanceOf(Found.class);
	}

	@Test
	void anInstanceOfTheStepBeforeDoesNotUndoARotation() {
		byte[] record = write(instance(1, 2), ALICE);
		byte[] rotated = this.store.find(ALICE);
		DataKeys before = instance(2, 1);
		assertThat(read(before, record)).isInstanceOf(Found.class);
		before.rotate();
		before.close();
		assertThat(this.store.find(ALICE)).isEqualTo(rotated);
		assertThat(read(instance(2), record)).isInstanceOf(Found.class);
	}

	@Test
	void aKeyThatAnotherInstanceWrapsAnewAtTheSameTimeIsWrapped() {
		write(instance(1), ALICE);
		byte[] before = this.store.key(ALICE);
		WrappedKeys rotating = new WrappedKeys(SingletonSupplier.of(this.store), MasterKeysTests.keys(1, 2), "app");
		assertThat(rotating.rewrap(ALICE, before)).isTrue();
		assertThat(rotating.rewrap(ALICE, before)).isTrue();
		this.store.delete(Set.of(ALICE));
		assertThat(rotating.rewrap(ALICE, before)).isTrue();
		assertThat(this.store.find(ALICE)).isNull();
	}

	@Test
	void leavesAloneWhatWasWrappedUnderALostMasterKey() {
		byte[] record = write(instance(1), ALICE);
		assertThat(read(instance(2), record)).isEqualTo(Reading.LOCKED);
		assertThat(read(instance(1), record)).isInstanceOf(Found.class);
	}

	@Test
	void makesANewKeyWhereTheMasterKeyIsLost() {
		byte[] old = write(instance(1), ALICE);
		byte[] record = write(instance(2), ALICE);
		assertThat(read(instance(2), record)).isInstanceOf(Found.class);
		assertThat(read(instance(2), old)).isEqualTo(Reading.UNREADABLE);
	}

	@Test
	void touchesNothingThatIsWrappedUnderAMasterKeyToCome() {
		byte[] record = write(instance(2), ALICE);
		byte[] wrapped = this.store.find(ALICE);
		assertThat(read(instance(1), record)).isEqualTo(Reading.LOCKED);
		assertThatExceptionOfType(DataKeyException.class).isThrownBy(() -> write(instance(1), ALICE));
		assertThat(this.store.find(ALICE)).isEqualTo(wrapped);
	}

	@Test
	void touchesNoKeyThatIsDamaged() {
		write(instance(1), ALICE);
		byte[] damaged = Objects.requireNonNull(this.store.find(ALICE)).clone();
		damaged[40] ^= 1;
		this.store.replace(ALICE, this.store.key(ALICE), damaged);
		assertThatExceptionOfType(DataKeyException.class).isThrownBy(() -> write(instance(1), ALICE));
		assertThat(this.store.find(ALICE)).isEqualTo(damaged);
	}

	@Test
	void nothingDecryptsOfAnErasedTenant() {
		DataKeys keys = instance(1);
		byte[] alices = write(keys, ALICE);
		byte[] bobs = write(keys, BOB);
		assertThat(keys.erase(Set.of(ALICE, new Mark(9, 9)))).isOne();
		assertThat(read(keys, alices)).isEqualTo(Reading.UNREADABLE);
		assertThat(read(instance(1), alices)).isEqualTo(Reading.UNREADABLE);
		assertThat(read(keys, bobs)).isInstanceOf(Found.class);
	}

	@Test
	void anErasedTenantGetsANewKey() {
		DataKeys keys = instance(1);
		byte[] before = write(keys, ALICE);
		keys.erase(Set.of(ALICE));
		byte[] after = write(keys, ALICE);
		assertThat(read(keys, after)).isInstanceOf(Found.class);
		assertThat(read(keys, before)).isEqualTo(Reading.UNREADABLE);
	}

	@Test
	void otherInstancesForgetAnErasedTenantsKeyWhenTheyAreTold() {
		DataKeys other = instance(1);
		byte[] record = write(other, ALICE);
		instance(1).erase(Set.of(ALICE));
		assertThat(read(other, record)).isInstanceOf(Found.class);
		other.forget();
		assertThat(read(other, record)).isEqualTo(Reading.UNREADABLE);
	}

	@Test
	void otherInstancesLearnOfANewKeyFromWhatIsWrittenUnderIt() {
		DataKeys other = instance(1);
		byte[] before = write(other, ALICE);
		DataKeys erasing = instance(1);
		erasing.erase(Set.of(ALICE));
		byte[] after = write(erasing, ALICE);
		assertThat(read(other, after)).isInstanceOf(Found.class);
		assertThat(read(other, before)).isEqualTo(Reading.UNREADABLE);
	}

	@Test
	void otherInstancesLookForAnErasedTenantsKeyThoughNobodyToldThem() {
		AtomicLong time = new AtomicLong();
		DataKeys other = new DataKeys(() -> this.store, MasterKeysTests.keys(1), "app", time::get);
		byte[] record = write(other, ALICE);
		instance(1).erase(Set.of(ALICE));
		assertThat(read(other, record)).isInstanceOf(Found.class);
		time.addAndGet(DataKeys.REFRESH.toNanos() + 1);
		Awaitility.await().until(() -> read(other, record).equals(Reading.UNREADABLE));
	}

	@Test
	void looksAgainForKeysThatTooManyOthersWereLookedForWith() {
		AtomicLong time = new AtomicLong();
		DataKeys other = new DataKeys(() -> this.store, MasterKeysTests.keys(1), "app", time::get);
		Set<Mark> tenants = new HashSet<>();
		List<byte[]> records = new ArrayList<>();
		for (int i = 0; i < 1_200; i++) {
			Mark tenant = new Mark(5, i);
			tenants.add(tenant);
			records.add(write(other, tenant));
		}
		instance(1).erase(tenants);
		time.addAndGet(DataKeys.REFRESH.toNanos() + 1);
		this.store.answers = new CountDownLatch(1);
		assertThat(records).allSatisfy((record) -> assertThat(read(other, record)).isInstanceOf(Found.class));
		this.store.answers.countDown();
		Awaitility.await()
			.untilAsserted(() -> assertThat(records)
				.allSatisfy((record) -> assertThat(read(other, record)).isEqualTo(Reading.UNREADABLE)));
	}

	@Test
	void keysInMemoryStayThoughTheyCannotBeLookedUpAgain() {
		AtomicLong time = new AtomicLong();
		DataKeys keys = new DataKeys(() -> this.store, MasterKeysTests.keys(1), "app", time::get);
		byte[] record = write(keys, ALICE);
		this.store.away.set(true);
		int calls = this.store.calls.get();
		time.addAndGet(DataKeys.REFRESH.toNanos() + 1);
		Awaitility.await().until(() -> {
			assertThat(read(keys, record)).isInstanceOf(Found.class);
			return this.store.calls.get() > calls;
		});
		assertThat(read(keys, record)).isInstanceOf(Found.class);
	}

	@Test
	void nothingIsWrittenNorGivenUpWhileTheStoreIsAway() {
		byte[] record = write(instance(1), ALICE);
		DataKeys keys = instance(1);
		this.store.away.set(true);
		assertThatIllegalStateException().isThrownBy(() -> write(keys, ALICE));
		assertThatIllegalStateException().isThrownBy(() -> read(keys, record));
		assertThatIllegalStateException().isThrownBy(() -> keys.erase(Set.of(ALICE)));
		this.store.away.set(false);
		assertThat(read(keys, record)).isInstanceOf(Found.class);
	}

	@Test
	void keysInMemoryServeOnWhileTheStoreIsAway() {
		DataKeys keys = instance(1);
		byte[] record = write(keys, ALICE);
		this.store.away.set(true);
		assertThat(read(keys, record)).isInstanceOf(Found.class);
		assertThat(read(keys, write(keys, ALICE))).isInstanceOf(Found.class);
	}

	@Test
	void aKeyThatCouldNotBeDeletedStays() {
		DataKeys keys = instance(1);
		byte[] record = write(keys, ALICE);
		this.store.away.set(true);
		assertThatIllegalStateException().isThrownBy(() -> keys.erase(Set.of(ALICE)));
		assertThat(read(keys, record)).isInstanceOf(Found.class);
	}

	/** Can be away, and counts how often it is asked. */
	private static final class FallibleStore implements DataKeyStore {

		private final InMemoryDataKeyStore keys = new InMemoryDataKeyStore();

		private final AtomicBoolean away = new AtomicBoolean();

		private final AtomicInteger calls = new AtomicInteger();

		private volatile CountDownLatch answers = new CountDownLatch(0);

		private InMemoryDataKeyStore there() {
			this.calls.incrementAndGet();
			if (this.away.get()) {
				throw new IllegalStateException("away");
			}
			return this.keys;
		}

		byte[] key(Mark tenant) {
			return Objects.requireNonNull(this.keys.find(tenant));
		}

		@Override
		public byte @Nullable [] find(Mark tenant) {
			DataKeyStore there = there();
			try {
				this.answers.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			return there.find(tenant);
		}

		@Override
		public byte[] putIfAbsent(Mark tenant, byte[] wrapped) {
			return there().putIfAbsent(tenant, wrapped);
		}

		@Override
		public boolean replace(Mark tenant, byte[] present, byte[] wrapped) {
			return there().replace(tenant, present, wrapped);
		}

		@Override
		public long delete(Set<Mark> tenants) {
			return there().delete(tenants);
		}

		@Override
		public void forEach(BiConsumer<Mark, byte[]> action) {
			there().forEach(action);
		}

		@Override
		public void close() {
			// Nothing to close
		}

	}

}
