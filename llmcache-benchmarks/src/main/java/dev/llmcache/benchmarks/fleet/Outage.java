package dev.llmcache.benchmarks.fleet;

import java.util.random.RandomGenerator;

import io.lettuce.core.api.sync.RedisCommands;

/**
 * A crash of a Redis server in the midst of interleavings.
 *
 * @param loss what is missing when it runs again
 * @param master which server
 * @param beforeMillis how long to wait before
 * @param losingMillis how long what it is told gets lost
 * @param downMillis how long it is down
 */
record Outage(Loss loss, int master, int beforeMillis, int losingMillis, int downMillis) {

	/**
	 * Makes one at random; the same for the same numbers.
	 * @param loss what is missing after
	 * @param random the numbers
	 * @param masters how many servers there are
	 * @param longestMillis the longest of its times
	 * @return what is to happen
	 */
	static Outage random(Loss loss, RandomGenerator random, int masters, int longestMillis) {
		return new Outage(loss, random.nextInt(masters), random.nextInt(longestMillis + 1),
				random.nextInt(longestMillis + 1), random.nextInt(longestMillis + 1));
	}

	/**
	 * Has it happen, and waits until all servers run again.
	 */
	void happenTo(SharedRedis redis, ErrorCounts errors) {
		Together.pause(this.beforeMillis);
		if (this.loss == Loss.OF_THE_LAST) {
			redis.ask(this.master, (server) -> server.configSet("appendonly", "no"));
			Together.pause(this.losingMillis);
		}
		if (this.loss == Loss.OF_ALL) {
			redis.ask(this.master, RedisCommands::flushall);
		}
		errors.add(redis, this.master);
		redis.kill(this.master);
		Together.pause(this.downMillis);
		redis.restart(this.master);
	}

	/**
	 * What a server has forgotten when it runs again.
	 */
	enum Loss {

		/** Nothing. */
		OF_NOTHING,

		/** What it was told last, so that what was before is back. */
		OF_THE_LAST,

		/** Everything. */
		OF_ALL

	}

}
