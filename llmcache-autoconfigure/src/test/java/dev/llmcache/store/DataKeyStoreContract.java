package dev.llmcache.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.llmcache.Mark;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every {@link DataKeyStore} must do. Each test starts with an empty store.
 */
public abstract class DataKeyStoreContract {

	private static final Mark TENANT = new Mark(-7, 7);

	private static final Mark OTHER = new Mark(7, -7);

	protected abstract DataKeyStore store();

	protected static byte[] wrapped(int number) {
		byte[] wrapped = new byte[65];
		wrapped[0] = (byte) number;
		wrapped[64] = (byte) (number >> 8);
		return wrapped;
	}

	private Map<Mark, byte[]> all() {
		Map<Mark, byte[]> all = new HashMap<>();
		store().forEach(all::put);
		return all;
	}

	@Test
	void findsNothingInAnEmptyStore() {
		assertThat(store().find(TENANT)).isNull();
		assertThat(all()).isEmpty();
	}

	@Test
	void keepsTheFirstKeyOfATenant() {
		assertThat(store().putIfAbsent(TENANT, wrapped(1))).isEqualTo(wrapped(1));
		assertThat(store().putIfAbsent(TENANT, wrapped(2))).isEqualTo(wrapped(1));
		assertThat(store().putIfAbsent(OTHER, wrapped(3))).isEqualTo(wrapped(3));
		assertThat(store().find(TENANT)).isEqualTo(wrapped(1));
	}

	@Test
	void replacesOnlyWhatIsThere() {
		store().putIfAbsent(TENANT, wrapped(1));
		assertThat(store().replace(TENANT, wrapped(9), wrapped(2))).isFalse();
		assertThat(store().find(TENANT)).isEqualTo(wrapped(1));
		assertThat(store().replace(TENANT, wrapped(1), wrapped(2))).isTrue();
		assertThat(store().find(TENANT)).isEqualTo(wrapped(2));
		assertThat(store().replace(OTHER, wrapped(1), wrapped(2))).isFalse();
		assertThat(store().find(OTHER)).isNull();
	}

	@Test
	void deletesKeys() {
		store().putIfAbsent(TENANT, wrapped(1));
		store().putIfAbsent(OTHER, wrapped(2));
		assertThat(store().delete(Set.of(TENANT, new Mark(0, 9)))).isOne();
		assertThat(store().find(TENANT)).isNull();
		assertThat(store().find(OTHER)).isEqualTo(wrapped(2));
		assertThat(store().delete(Set.of())).isZero();
		assertThat(store().putIfAbsent(TENANT, wrapped(3))).isEqualTo(wrapped(3));
	}

	@Test
	void handsOutAllKeys() {
		Map<Mark, byte[]> put = new HashMap<>();
		for (int i = 0; i < 1_100; i++) {
			put.put(new Mark(i * 31L, -i), wrapped(i));
		}
		put.forEach(store()::putIfAbsent);
		Map<Mark, byte[]> all = all();
		assertThat(all.keySet()).isEqualTo(put.keySet());
		all.forEach((tenant, wrapped) -> assertThat(wrapped).isEqualTo(put.get(tenant)));
	}

	@Test
	void hasOneKeyHoweverManyCreateIt() throws Exception {
		Set<Integer> winners = new HashSet<>();
		try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
			List<Callable<byte[]>> creations = new ArrayList<>();
			for (int i = 0; i < 32; i++) {
				byte[] wrapped = wrapped(i);
				creations.add(() -> store().putIfAbsent(TENANT, wrapped));
			}
			for (Future<byte[]> winner : executor.invokeAll(creations)) {
				winners.add((int) winner.get()[0]);
			}
		}
		assertThat(winners).containsExactly((int) Objects.requireNonNull(store().find(TENANT))[0]);
	}

}
