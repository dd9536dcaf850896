package dev.llmcache.benchmarks.prefix;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Arguments of the benchmark.
 *
 * @param calls calls to a simulated server
 * @param seed of what varies in them
 * @param jvms processes that are started
 * @param rules sentences of the system text for llama.cpp
 * @param rounds calls to llama.cpp
 * @param templates file of labelled templates, or null for those of the tests
 */
record PrefixOptions(int calls, long seed, int jvms, int rules, int rounds, @Nullable Path templates) {

	static PrefixOptions parse(List<String> arguments) {
		int calls = 200;
		long seed = 7;
		int jvms = 20;
		int rules = 40;
		int rounds = 9;
		Path templates = null;
		for (int i = 0; i < arguments.size(); i += 2) {
			String value = arguments.get(i + 1);
			switch (arguments.get(i)) {
				case "--calls" -> calls = Integer.parseInt(value);
				case "--seed" -> seed = Long.parseLong(value);
				case "--jvms" -> jvms = Integer.parseInt(value);
				case "--rules" -> rules = Integer.parseInt(value);
				case "--rounds" -> rounds = Integer.parseInt(value);
				case "--templates" -> templates = Path.of(value);
				default -> throw new IllegalArgumentException("Unknown: " + arguments.get(i));
			}
		}
		return new PrefixOptions(calls, seed, jvms, rules, rounds, templates);
	}

}
