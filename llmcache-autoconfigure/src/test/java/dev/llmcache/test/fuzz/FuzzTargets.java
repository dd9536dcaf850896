package dev.llmcache.test.fuzz;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.llmcache.advisor.AdvisorFuzzing;
import dev.llmcache.edge.EdgeFuzzing;
import dev.llmcache.edge.purge.PurgeFuzzing;
import dev.llmcache.key.KeyFuzzing;
import dev.llmcache.semantic.SemanticFuzzing;
import dev.llmcache.store.StoreFuzzing;
import dev.llmcache.store.encryption.EncryptionFuzzing;
import dev.llmcache.store.lucene.LuceneFuzzing;
import dev.llmcache.store.pgvector.PgvectorFuzzing;
import dev.llmcache.store.redis.RedisFuzzing;
import dev.llmcache.store.vectorstore.VectorStoreFuzzing;
import dev.llmcache.transfer.TransferFuzzing;

/**
 * All that reads bytes from outside.
 */
public final class FuzzTargets {

	private static final List<Supplier<List<FuzzTarget>>> BY_PACKAGE = List.of(StoreFuzzing::targets,
			EncryptionFuzzing::targets, KeyFuzzing::targets, SemanticFuzzing::targets, LuceneFuzzing::targets,
			RedisFuzzing::targets, PgvectorFuzzing::targets, VectorStoreFuzzing::targets, EdgeFuzzing::targets,
			PurgeFuzzing::targets, AdvisorFuzzing::targets, TransferFuzzing::targets);

	private FuzzTargets() {
	}

	public static List<FuzzTarget> all() {
		return targets().toList();
	}

	private static Stream<FuzzTarget> targets() {
		return BY_PACKAGE.stream().map(Supplier::get).flatMap(List::stream);
	}

	static FuzzTarget named(String name) {
		return Stream.concat(FaultyTargets.all().stream(), targets())
			.filter((target) -> target.name().equals(name))
			.findFirst()
			.orElseThrow();
	}

}
