package dev.llmcache.report.store;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All stores of an application.
 * <p>
 * Thread-safe. What several tell of the same server, store or breaker is told once.
 */
public final class StoreReports implements StoreReporter {

	private final List<StoreReporter> reporters;

	/**
	 * Takes several together.
	 * @param reporters those that tell, the most important first
	 */
	public StoreReports(Collection<? extends StoreReporter> reporters) {
		this.reporters = List.copyOf(reporters);
	}

	@Override
	public List<StoreReport> reports() {
		return first(StoreReporter::reports, StoreReport::store);
	}

	@Override
	public List<ServerReport> servers() {
		return first(StoreReporter::servers, ServerReport::backend);
	}

	@Override
	public List<BreakerReport> breakers() {
		return first(StoreReporter::breakers, BreakerReport::name);
	}

	private <T> List<T> first(Function<StoreReporter, List<T>> told, Function<T, String> name) {
		Stream<T> all = this.reporters.stream().flatMap((reporter) -> told.apply(reporter).stream());
		BinaryOperator<T> earlier = (former, latter) -> former;
		return List
			.copyOf(all.collect(Collectors.toMap(name, Function.identity(), earlier, LinkedHashMap::new)).values());
	}

}
