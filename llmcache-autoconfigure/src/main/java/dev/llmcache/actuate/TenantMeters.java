package dev.llmcache.actuate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import dev.llmcache.CacheListener;
import dev.llmcache.Decision.Plan;
import dev.llmcache.FinishedCall;
import dev.llmcache.FinishedCall.Spared;
import dev.llmcache.Owner;
import dev.llmcache.pricing.Cost;
import dev.llmcache.pricing.ModelTokens;
import dev.llmcache.pricing.PriceList;
import dev.llmcache.report.CallResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * Meters of the calls of some tenants, under names that an operator gives them. Other
 * tenants have none.
 * <p>
 * Thread-safe.
 */
public final class TenantMeters implements CacheListener {

	private final Supplier<MeterRegistry> registry;

	private final Map<String, String> aliases;

	private final PriceList prices;

	private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

	/**
	 * Creates the meters; each is registered when there is something to tell.
	 * @param registry where to register them
	 * @param aliases what tenants are called in meters, by the application's name of each
	 * @param prices what tokens cost
	 */
	public TenantMeters(Supplier<MeterRegistry> registry, Map<String, String> aliases, PriceList prices) {
		this.registry = registry;
		this.aliases = Map.copyOf(aliases);
		this.prices = prices;
	}

	@Override
	public void ended(FinishedCall call) {
		String tenant = tenant(call.plan());
		String alias = (tenant != null) ? this.aliases.get(tenant) : null;
		if (alias == null) {
			return;
		}
		CallResult result = CallResult.of(call);
		Tags tags = Tags.of("tenant", alias);
		add("llmcache.tenant.requests", null, tags.and("layer", result.layerCode(), "outcome", result.outcome()), 1);
		if (call.spared() != null) {
			add(tags, call.model(), call.spared());
		}
	}

	private static @Nullable String tenant(@Nullable Plan plan) {
		Owner owner = (plan != null) ? plan.owner() : null;
		return switch (owner) {
			case Owner.Tenant tenant -> tenant.id();
			case Owner.User user -> user.tenant();
			case null, default -> null;
		};
	}

	private void add(Tags tags, String model, Spared spared) {
		ModelTokens tokens = ModelTokens.of(spared.usage());
		add("llmcache.tenant.saved.tokens", "tokens", tags.and("type", "input"), (double) tokens.input());
		add("llmcache.tenant.saved.tokens", "tokens", tags.and("type", "output"), (double) tokens.output());
		boolean isCounted = spared.usage().prompt() != null && spared.usage().completion() != null;
		Cost cost = this.prices.costOf(model, tokens, isCounted ? 0 : 1);
		if (cost.isKnown()) {
			add("llmcache.tenant.saved.cost", "usd", tags, cost.dollars().doubleValue());
		}
	}

	private void add(String name, @Nullable String unit, Tags tags, double amount) {
		this.counters
			.computeIfAbsent(new Key(name, tags),
					(key) -> Counter.builder(name).baseUnit(unit).tags(tags).register(this.registry.get()))
			.increment(amount);
	}

	private record Key(String name, Tags tags) {

	}

}
