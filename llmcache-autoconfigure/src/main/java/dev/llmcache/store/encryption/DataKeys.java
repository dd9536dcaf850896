package dev.llmcache.store.encryption;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.llmcache.DataKeyErasure;
import dev.llmcache.Mark;
import dev.llmcache.store.DataKeyStore;
import dev.llmcache.store.WriteQueue;
import dev.llmcache.store.encryption.WrappedKeys.Unwrapped;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.function.SingletonSupplier;

/**
 * Keys that the records of tenants are encrypted under, one for each tenant, made by
 * whichever instance needs it first.
 * <p>
 * Those that were used last are in memory, where they are looked up again in the
 * background every {@link #REFRESH}, so that one that another instance has deleted goes
 * though nobody told; while their store does not answer, they stay. Threads that need one
 * that is not there wait for one look-up. Thread-safe.
 */
public final class DataKeys implements DataKeyErasure, AutoCloseable {

	/** How long a key is used at the most after another instance has deleted it. */
	static final Duration REFRESH = Duration.ofMinutes(5);

	private static final Log logger = LogFactory.getLog(DataKeys.class);

	private static final int REMEMBERED = 10_000;

	private static final int WAITING = 1_000;

	private static final Duration GRACE = Duration.ofSeconds(2);

	private final SingletonSupplier<DataKeyStore> store;

	private final WrappedKeys wrapped;

	private final LoadingCache<Mark, @Nullable DataKey> keys;

	private final WriteQueue background = new WriteQueue("data keys", WAITING, 1, GRACE);

	private final AtomicBoolean warned = new AtomicBoolean();

	/**
	 * Creates the keys.
	 * @param store opens their store when it is needed first; closed by whoever made it
	 * @param wrapping wraps them there
	 * @param namespace keeps applications apart that share a store and the master key
	 */
	public DataKeys(Supplier<DataKeyStore> store, KeyWrapping wrapping, String namespace) {
		this(store, wrapping, namespace, Ticker.systemTicker());
	}

	DataKeys(Supplier<DataKeyStore> store, KeyWrapping wrapping, String namespace, Ticker ticker) {
		this.store = SingletonSupplier.of(store);
		this.wrapped = new WrappedKeys(this.store, wrapping, namespace);
		this.keys = Caffeine.newBuilder()
			.maximumSize(REMEMBERED)
			.refreshAfterWrite(REFRESH)
			.ticker(ticker)
			.executor(Runnable::run)
			.build(new Loader());
	}

	/**
	 * Key to decrypt a record with.
	 * @param tenant the record's tenant
	 * @param id the key's id
	 * @return the key, or null when the tenant has no such key, any more or yet
	 * @throws DataKeyException if the tenant's key cannot be unwrapped
	 * @throws RuntimeException if the store does not answer
	 */
	@Nullable DataKey find(Mark tenant, long id) {
		DataKey key = this.keys.get(tenant);
		if (key != null && key.id() != id) {
			// Another instance has deleted the former
			key = this.keys.asMap().compute(tenant, (same, former) -> load(same));
		}
		return (key != null && key.id() == id) ? key : null;
	}

	/**
	 * Key to encrypt a record with.
	 * @param tenant the record's tenant
	 * @return the tenant's key, made if there is none
	 * @throws DataKeyException if it cannot be unwrapped
	 * @throws RuntimeException if the store does not answer
	 */
	DataKey current(Mark tenant) {
		DataKey present = this.keys.getIfPresent(tenant);
		return (present != null) ? present : Objects.requireNonNull(this.keys.get(tenant, this::loadOrCreate));
	}

	private DataKey loadOrCreate(Mark tenant) {
		try {
			DataKey key = load(tenant);
			return (key != null) ? key : this.wrapped.create(tenant).key();
		}
		catch (LostKeyException ex) {
			return this.wrapped.replace(tenant, ex.wrapped()).key();
		}
	}

	private @Nullable DataKey load(Mark tenant) {
		try {
			Unwrapped found = this.wrapped.find(tenant);
			if (found != null && !found.current()) {
				this.background.offer(() -> this.wrapped.rewrap(tenant, found.wrapped()));
			}
			return (found != null) ? found.key() : null;
		}
		catch (DataKeyException ex) {
			if (this.warned.compareAndSet(false, true)) {
				logger.warn("%s; what is encrypted under it is not served".formatted(ex.getMessage()));
			}
			throw ex;
		}
	}

	/**
	 * Wraps all keys anew, in the background, that are wrapped under an earlier master
	 * key, so that this can be taken out of use.
	 */
	public void rotate() {
		this.background.offer(() -> {
			AtomicLong left = new AtomicLong();
			AtomicLong all = new AtomicLong();
			this.store.obtain().forEach((tenant, key) -> {
				all.incrementAndGet();
				if (!isRewrapped(tenant, key)) {
					left.incrementAndGet();
				}
			});
			if (left.get() == 0) {
				logger.info("All %d data keys are wrapped under the current master key or a later one"
					.formatted(all.get()));
			}
			else {
				logger.warn("%d of %d data keys could not be wrapped under the current master key".formatted(left.get(),
						all.get()));
			}
		});
	}

	private boolean isRewrapped(Mark tenant, byte[] key) {
		try {
			return this.wrapped.rewrap(tenant, key);
		}
		// Also whatever a key management service throws: the other keys have their turn
		catch (RuntimeException ex) {
			return false;
		}
	}

	@Override
	public long erase(Set<Mark> tenants) {
		long erased = this.store.obtain().delete(tenants);
		this.keys.invalidateAll(tenants);
		return erased;
	}

	@Override
	public void forget() {
		this.keys.invalidateAll();
	}

	@Override
	public void close() {
		this.background.close();
	}

	/**
	 * Keeps what is known while it cannot be looked up.
	 */
	private final class Loader implements CacheLoader<Mark, @Nullable DataKey> {

		@Override
		public @Nullable DataKey load(Mark tenant) {
			return DataKeys.this.load(tenant);
		}

		// What finds no room to wait is looked up again with the next use
		@Override
		public CompletableFuture<@Nullable DataKey> asyncReload(Mark tenant, @Nullable DataKey known,
				Executor executor) {
			CompletableFuture<@Nullable DataKey> reloaded = new CompletableFuture<>();
			DataKeys.this.background.submit(() -> reloaded.complete(latest(tenant, known)))
				.whenComplete((done, failure) -> reloaded.cancel(false));
			return reloaded;
		}

		private @Nullable DataKey latest(Mark tenant, @Nullable DataKey known) {
			try {
				return DataKeys.this.load(tenant);
			}
			catch (RuntimeException ex) {
				return known;
			}
		}

	}

}
