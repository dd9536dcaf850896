package dev.llmcache.benchmarks.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import dev.llmcache.benchmarks.Benchmark;
import dev.llmcache.benchmarks.Figures;
import dev.llmcache.benchmarks.faults.node.FaultsNode;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.util.FileSystemUtils;

/**
 * What callers notice when Redis, PostgreSQL, the embedding model or the disk fails: 200
 * calls a second go through the cache, and half as many past it.
 */
public final class FaultsBenchmark implements Benchmark {

	@Override
	public void run(List<String> arguments, Figures figures) {
		FaultsOptions options = FaultsOptions.parse(arguments);
		LoggingSystem.get(FaultsBenchmark.class.getClassLoader())
			.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
		forgetLogs();
		RepeatedFigures repeated = new RepeatedFigures();
		Random seeds = new Random(options.seed());
		for (int round = 0; round < options.rounds(); round++) {
			run(options, seeds, repeated);
		}
		repeated.report(figures);
	}

	private static void run(FaultsOptions options, Random seeds, RepeatedFigures figures) {
		try (Setups setups = Setups.start()) {
			for (Setup setup : setups.all()) {
				Setup chosen = setup.only(options.only());
				if (!chosen.faults().isEmpty()) {
					run(chosen, setups.model(), options, seeds, figures);
				}
			}
		}
	}

	private static void run(Setup setup, ModelStub model, FaultsOptions options, Random seeds,
			RepeatedFigures figures) {
		try {
			setup.prepare().run();
			attempt(setup, model, options, seeds, figures);
		}
		catch (RuntimeException ex) {
			ex.printStackTrace();
			figures.never(setup.name() + "-failures", 1);
		}
	}

	private static void attempt(Setup setup, ModelStub model, FaultsOptions options, Random seeds,
			RepeatedFigures figures) {
		try (Nodes nodes = Nodes.start(logs(), model, setup.properties(), setup.ofPeer(), options.rate())) {
			for (Fault fault : setup.faults()) {
				attempt(setup, fault, nodes, options, seeds.nextLong(), figures.startingWith(fault.name() + "-"));
			}
		}
	}

	// One that fails must not hide what the others show
	private static void attempt(Setup setup, Fault fault, Nodes nodes, FaultsOptions options, long seed,
			RepeatedFigures figures) {
		nodes.begin(seed);
		Probe probe = new Probe(nodes.cached(), setup.isShared() ? nodes.peer() : nodes.cached(), fault.sign());
		try {
			Course course = followed(probe, fault, options);
			new Findings(fault, course, nodes.end(), probe.replies()).report(figures);
		}
		catch (RuntimeException ex) {
			ex.printStackTrace();
			figures.never("failures", 1);
			nodes.end();
		}
	}

	private static Course followed(Probe probe, Fault fault, FaultsOptions options) {
		try (probe) {
			return Course.of(fault, options.lasting(), probe);
		}
	}

	private static void forgetLogs() {
		try {
			FileSystemUtils.deleteRecursively(logs());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Directory of what the nodes print. */
	private static Path logs() {
		try {
			Path classes = Path.of(FaultsNode.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			return classes.resolveSibling("faults");
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
