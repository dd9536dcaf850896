package dev.llmcache.report;

import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

import static org.assertj.core.api.Assertions.assertThat;

class DistributionTallyTests {

	@Property
	void everyValueIsInTheFirstRangeThatHoldsIt(@ForAll List<@DoubleRange(min = -2, max = 5) Double> values) {
		DistributionTally tally = new DistributionTally(0, 1, 2.5);
		values.forEach(tally::add);
		assertThat(tally.report().counts()).containsExactly(count(values, Double.NEGATIVE_INFINITY, 0),
				count(values, 0, 1), count(values, 1, 2.5), count(values, 2.5, Double.POSITIVE_INFINITY));
	}

	private static long count(List<Double> values, double above, double upTo) {
		return values.stream().filter((value) -> value > above && value <= upTo).count();
	}

}
