package dev.llmcache.prefix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.llmcache.Fingerprint;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class ShardedKeysProperties {

	private static final Fingerprint PREFIX = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final long MINUTE = 60_000;

	@Property(tries = 300)
	void noKeyHasMoreThanItsLimitWithinAnyMinute(@ForAll @IntRange(min = 1, max = 20) int limit,
			@ForAll @Size(min = 1, max = 300) List<@IntRange(min = 0, max = 20_000) Integer> gaps, @ForAll int seed) {
		ShardedKeys keys = new ShardedKeys(limit);
		Map<Integer, List<Long>> uses = new HashMap<>();
		long now = 0;
		int affinity = seed;
		for (int gap : gaps) {
			now += gap;
			affinity = affinity * 31 + gap;
			uses.computeIfAbsent(keys.choose(PREFIX, affinity, now), (key) -> new ArrayList<>()).add(now);
		}
		assertThat(uses.values()).allSatisfy((times) -> {
			for (int i = limit; i < times.size(); i++) {
				assertThat(times.get(i) - times.get(i - limit)).isGreaterThan(MINUTE);
			}
		});
	}

	@Property(tries = 100)
	void thereAreNoMoreKeysThanTheRateNeeds(@ForAll @IntRange(min = 1, max = 20) int limit,
			@ForAll @IntRange(min = 1, max = 200) int requests) {
		ShardedKeys keys = new ShardedKeys(limit);
		int most = 0;
		for (int i = 0; i < requests; i++) {
			most = Math.max(most, keys.choose(PREFIX, i, i));
		}
		assertThat(most).isLessThanOrEqualTo((requests - 1) / limit);
	}

	@Example
	void callsThatBelongTogetherKeepToAKeyWhileItHasRoom() {
		ShardedKeys keys = new ShardedKeys(10);
		for (int i = 0; i < 15; i++) {
			keys.choose(PREFIX, 0, i);
		}
		int key = keys.choose(PREFIX, 1, 20);
		assertThat(keys.choose(PREFIX, 1, 30)).isEqualTo(key);
	}

	@Example
	void prefixesDoNotShareRoom() {
		ShardedKeys keys = new ShardedKeys(1);
		assertThat(keys.choose(PREFIX, 0, 0)).isZero();
		assertThat(keys.choose(PREFIX.derive(new byte[1]), 0, 0)).isZero();
		assertThat(keys.choose(PREFIX, 0, 0)).isOne();
	}

}
