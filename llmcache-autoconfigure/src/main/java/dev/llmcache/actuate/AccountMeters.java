package dev.llmcache.actuate;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import dev.llmcache.pricing.Cost;
import dev.llmcache.report.Accounts;
import dev.llmcache.report.Accounts.Net;
import dev.llmcache.report.Expense;
import dev.llmcache.report.LayerSavings;
import dev.llmcache.report.SampleListener;
import dev.llmcache.report.SavedBy;
import dev.llmcache.report.SavingsSource;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * Meters of what was saved, what that has cost, and what is left, by layer and model.
 * <p>
 * They read the accounts when they are scraped, so that calls do not pay for them; what
 * is new is registered with the next sample. A cost that is not known is no number.
 * Thread-safe.
 */
public final class AccountMeters implements SampleListener {

	/** A scrape reads all meters at once, and the accounts are the same for them. */
	private static final Duration LASTS = Duration.ofMillis(100);

	private final Supplier<MeterRegistry> registry;

	private final List<SavingsSource> sources;

	private volatile Reading latest = new Reading(System.nanoTime() - LASTS.toNanos(), Accounts.of(List.of()));

	private final Set<Object> registered = ConcurrentHashMap.newKeySet();

	/**
	 * Creates the meters.
	 * @param registry where to register them
	 * @param sources what knows of savings
	 */
	public AccountMeters(Supplier<MeterRegistry> registry, List<SavingsSource> sources) {
		this.registry = registry;
		this.sources = List.copyOf(sources);
	}

	@Override
	public void sampled() {
		Accounts accounts = read();
		for (LayerSavings saved : accounts.savings()) {
			Row row = new Row(saved.by(), "none", saved.model());
			register(row, (all) -> row.of(all.savings()), "llmcache.saved", row.savedTags());
			net(saved.by());
			if (!saved.model().equals(Expense.NO_MODEL)) {
				price(saved.model());
			}
		}
		for (Expense spent : accounts.expenses()) {
			Row row = new Row(spent.by(), spent.on().code(), spent.model());
			register(row, (all) -> row.ofExpenses(all.expenses()), "llmcache.spent", row.spentTags());
			net(spent.by());
		}
	}

	private Accounts accounts() {
		Reading reading = this.latest;
		return (System.nanoTime() - reading.at() < LASTS.toNanos()) ? reading.accounts() : read();
	}

	private Accounts read() {
		Accounts accounts = Accounts.of(this.sources);
		this.latest = new Reading(System.nanoTime(), accounts);
		return accounts;
	}

	private void register(Row row, Function<Accounts, @Nullable Net> amounts, String meter, Tags tags) {
		if (this.registered.contains(row)) {
			return;
		}
		counter(meter + ".time", "seconds", tags, (all) -> seconds(orNone(amounts.apply(all)).time()));
		if (!row.model().equals(Expense.NO_MODEL)) {
			counter(meter + ".tokens", "tokens", tags.and("type", "input"),
					(all) -> orNone(amounts.apply(all)).tokens().input());
			counter(meter + ".tokens", "tokens", tags.and("type", "output"),
					(all) -> orNone(amounts.apply(all)).tokens().output());
			counter(meter + ".cost", "usd", tags, (all) -> dollars(orNone(amounts.apply(all)).cost()));
		}
		this.registered.add(row);
	}

	private void net(SavedBy by) {
		if (!this.registered.contains(by)) {
			Tags tags = Tags.of("layer", by.code());
			gauge("llmcache.net.time", "seconds", "Time saved, less what the cache itself took", tags,
					(all) -> seconds(all.net(by).time()));
			gauge("llmcache.net.cost", "usd", "Money saved, less what the cache itself cost", tags,
					(all) -> dollars(all.net(by).cost()));
			this.registered.add(by);
		}
	}

	private void price(String model) {
		if (!this.registered.contains(model)) {
			gauge("llmcache.price.known", null, "Whether the price of a model is known", Tags.of("model", model),
					(all) -> all.savings()
						.stream()
						.noneMatch((saved) -> saved.model().equals(model) && !saved.cost().isKnown()) ? 1 : 0);
			this.registered.add(model);
		}
	}

	private void counter(String name, String unit, Tags tags, ToDoubleFunction<Accounts> value) {
		// A counter that falls would be taken for a restart
		FunctionCounter.builder(name, this, (meters) -> Math.max(0, value.applyAsDouble(meters.accounts())))
			.baseUnit(unit)
			.tags(tags)
			.register(this.registry.get());
	}

	private void gauge(String name, @Nullable String unit, String description, Tags tags,
			ToDoubleFunction<Accounts> value) {
		Gauge.builder(name, this, (meters) -> value.applyAsDouble(meters.accounts()))
			.description(description)
			.baseUnit(unit)
			.tags(tags)
			.register(this.registry.get());
	}

	private static Net orNone(@Nullable Net net) {
		return (net != null) ? net : Net.NONE;
	}

	private static double seconds(Duration time) {
		return time.toNanos() / 1e9;
	}

	private static double dollars(Cost cost) {
		return cost.isKnown() ? cost.dollars().doubleValue() : Double.NaN;
	}

	/**
	 * Accounts as they were read.
	 *
	 * @param at when, in nanoseconds of this process
	 * @param accounts the accounts
	 */
	private record Reading(long at, Accounts accounts) {

	}

	/**
	 * What tells amounts apart.
	 */
	private record Row(SavedBy by, String on, String model) {

		Tags savedTags() {
			return Tags.of("layer", this.by.code(), "model", this.model);
		}

		Tags spentTags() {
			return Tags.of("layer", this.by.code(), "on", this.on, "model", this.model);
		}

		@Nullable Net of(List<LayerSavings> savings) {
			return savings.stream()
				.filter((saved) -> saved.by() == this.by && saved.model().equals(this.model))
				.map((saved) -> new Net(saved.time(), saved.tokens(), saved.cost()))
				.findFirst()
				.orElse(null);
		}

		@Nullable Net ofExpenses(List<Expense> expenses) {
			return expenses.stream()
				.filter((spent) -> spent.by() == this.by && spent.on().code().equals(this.on)
						&& spent.model().equals(this.model))
				.map((spent) -> new Net(spent.time(), spent.tokens(), spent.cost()))
				.findFirst()
				.orElse(null);
		}

	}

}
