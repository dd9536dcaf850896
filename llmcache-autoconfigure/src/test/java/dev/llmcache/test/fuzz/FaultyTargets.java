package dev.llmcache.test.fuzz;

import java.util.ArrayList;
import java.util.List;

import static dev.llmcache.test.fuzz.FuzzTarget.require;

/**
 * Readers with a fault each, which fuzzing must find.
 */
final class FaultyTargets {

	static final FuzzTarget THROWING = of("throwing", () -> {
		throw new ArrayIndexOutOfBoundsException();
	});

	static final FuzzTarget HANGING = of("hanging", () -> {
		while (!Thread.currentThread().isInterrupted()) {
			Thread.onSpinWait();
		}
	});

	static final FuzzTarget GREEDY = of("greedy", () -> {
		List<byte[]> taken = new ArrayList<>();
		for (int i = 0; i < 16; i++) {
			taken.add(new byte[1 << 20]);
		}
		require(taken.size() == 16, "It takes them all");
	});

	private FaultyTargets() {
	}

	static List<FuzzTarget> all() {
		return List.of(THROWING, HANGING, GREEDY);
	}

	// Four bytes that chance alone does not find
	private static FuzzTarget of(String name, Runnable fault) {
		return new FuzzTarget(name, List.of(new byte[8]), (input) -> {
			if (input.length > 3 && input[0] == 'L' && input[1] == 'C' && input[2] == '!' && input[3] == 7) {
				fault.run();
			}
		});
	}

}
