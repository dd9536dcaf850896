package dev.llmcache.benchmarks.speed;

import java.util.List;
import java.util.function.ToDoubleFunction;

import dev.llmcache.benchmarks.Figures;
import dev.llmcache.benchmarks.speed.node.CachedApplication;
import dev.llmcache.benchmarks.speed.node.EmptyApplication;
import dev.llmcache.benchmarks.speed.node.SearchingApplication;
import dev.llmcache.benchmarks.speed.node.StartUp;

/**
 * What the starter adds to the time that an empty application takes to start, and to its
 * memory.
 */
final class StartUpPath implements Path {

	private static final double MOST_MILLIS = 400;

	private static final double MOST_MEGABYTES = 15;

	private static final double MOST_MEGABYTES_LUCENE = 40;

	private static final double MEGABYTE = 1024 * 1024;

	private static final String NEAR = "--llmcache.exact.store=caffeine";

	private static final String SINGLE = "--llmcache.tenancy=single";

	/** For the first search on a busy machine. */
	private static final String PATIENCE = "--llmcache.semantic.timeout=20s";

	@Override
	public void measure(SpeedOptions options, Figures figures) {
		List<Started> applications = applications();
		StartUps starts = StartUps.of(applications, options.rounds());
		for (int i = 0; i < applications.size(); i++) {
			report(starts, i, figures.startingWith(applications.get(i).name() + "-"));
		}
		figures.atMost("added-ms", starts.added(1, StartUp::millis), MOST_MILLIS);
		figures.atMost("added-ms-lucene", starts.added(2, StartUp::millis), MOST_MILLIS);
		figures.report("added-ms-local-model", starts.added(3, StartUp::millis));
		figures.atMost("added-mb", starts.added(1, StartUpPath::megabytes), MOST_MEGABYTES);
		figures.atMost("added-mb-lucene", starts.added(2, StartUpPath::megabytes), MOST_MEGABYTES_LUCENE);
		figures.report("added-mb-local-model", starts.added(3, StartUpPath::megabytes));
	}

	static List<Started> applications() {
		String starter = ClassPaths.starter();
		return List.of(new Started("empty", EmptyApplication.class, ClassPaths.empty(), List.of()),
				new Started("caffeine", CachedApplication.class, starter,
						List.of(NEAR, SINGLE, "--llmcache.semantic.enabled=false")),
				new Started("lucene", SearchingApplication.class, starter, List.of(NEAR, SINGLE, PATIENCE)),
				new Started("local-model", CachedApplication.class, ClassPaths.starterAndLocalModel(),
						List.of(NEAR, SINGLE, PATIENCE)));
	}

	private static void report(StartUps starts, int application, Figures figures) {
		ToDoubleFunction<ToDoubleFunction<StartUp>> median = (figure) -> starts.median(application, figure);
		figures.report("ms", median.applyAsDouble(StartUp::millis));
		figures.report("cpu-ms", median.applyAsDouble(StartUp::cpuMillis));
		figures.report("boot-ms", median.applyAsDouble(StartUp::bootMillis));
		figures.report("mb", median.applyAsDouble(StartUpPath::megabytes));
		figures.report("heap-mb", median.applyAsDouble((start) -> start.memory().heap() / MEGABYTE));
		figures.report("classes-mb", median.applyAsDouble((start) -> start.memory().metaspace() / MEGABYTE));
		figures.report("code-mb", median.applyAsDouble((start) -> start.memory().code() / MEGABYTE));
		figures.report("resident-mb", median.applyAsDouble((start) -> start.memory().resident() / MEGABYTE));
		figures.report("classes", median.applyAsDouble((start) -> start.memory().classes()));
	}

	private static double megabytes(StartUp start) {
		return start.memory().used() / MEGABYTE;
	}

}
