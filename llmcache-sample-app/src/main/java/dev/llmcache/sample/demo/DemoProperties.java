package dev.llmcache.sample.demo;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Pace of the demo model.
 *
 * @param firstToken time until the first token of an answer
 * @param tokensPerSecond number of tokens per second from then on
 */
@ConfigurationProperties("sample.demo")
public record DemoProperties(@DefaultValue("900ms") Duration firstToken, @DefaultValue("40") double tokensPerSecond) {

	public DemoProperties {
		if (firstToken.isNegative() || !(tokensPerSecond > 0)) {
			throw new IllegalArgumentException(
					"sample.demo.first-token must not be negative and sample.demo.tokens-per-second must be positive");
		}
	}

	Duration perToken() {
		return Duration.ofNanos((long) (1_000_000_000 / this.tokensPerSecond));
	}

}
