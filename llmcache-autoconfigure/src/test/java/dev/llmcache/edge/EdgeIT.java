package dev.llmcache.edge;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import dev.llmcache.Invalidation;
import dev.llmcache.edge.purge.VarnishStats;
import dev.llmcache.test.edge.EdgeApplication.Stack;
import dev.llmcache.test.edge.EdgeSetup;
import dev.llmcache.test.edge.EdgeSetup.Kind;
import dev.llmcache.test.edge.EdgeSetup.Reply;
import dev.llmcache.test.edge.Invalidations;
import dev.llmcache.test.edge.Lifetime;
import dev.llmcache.test.edge.MixedRequests;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application behind a real Varnish and a real nginx, as the documentation sets them
 * up.
 */
class EdgeIT {

	private static final Duration LONGEST = Duration.ofMillis(80);

	@ParameterizedTest
	@CsvSource({ "VARNISH,SERVLET", "VARNISH,SECURED_SERVLET", "VARNISH,REACTIVE", "VARNISH,SECURED_REACTIVE",
			"NGINX,SERVLET", "NGINX,SECURED_SERVLET", "NGINX,REACTIVE", "NGINX,SECURED_REACTIVE" })
	void servesNothingFromTheEdgeThatIsNotPublic(Kind kind, Stack stack) {
		try (EdgeSetup setup = EdgeSetup.start(kind, stack)) {
			MixedRequests mixed = MixedRequests.run(setup, 1000, 12, 7);
			assertThat(mixed.requests()).isEqualTo(1000);
			assertThat(mixed.leaks()).isZero();
			assertThat(mixed.errors()).isZero();
			assertThat(mixed.publicHits()).isGreaterThan(50);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aThousandRepeatsReachTheApplicationOnce(Kind kind) {
		try (EdgeSetup setup = EdgeSetup.start(kind, Stack.SECURED_SERVLET)) {
			AtomicInteger answered = new AtomicInteger();
			try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
				for (int i = 0; i < 1000; i++) {
					threads.execute(() -> {
						if (setup.get("/faq?q=again").status() == 200) {
							answered.incrementAndGet();
						}
					});
				}
			}
			assertThat(answered).hasValue(1000);
			assertThat(setup.application().responses()).isEqualTo(1);
			assertThat(setup.application().model().calls()).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@EnumSource
	void theEdgeKeepsNothingLongerThanTheCache(Kind kind) {
		try (EdgeSetup setup = EdgeSetup.start(kind, Stack.SERVLET, "llmcache.policies.public.ttl=6s",
				"llmcache.policies.public.ttl-jitter=0", "llmcache.edge.min-ttl=1s")) {
			Lifetime lifetime = Lifetime.of(setup, Duration.ofSeconds(2), Duration.ofSeconds(12));
			assertThat(lifetime.hits()).isPositive();
			assertThat(lifetime.lastHit()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(7));
		}
	}

	@ParameterizedTest
	@EnumSource
	void theEdgeServesNothingOldHoweverLongNobodyAsked(Kind kind) {
		try (EdgeSetup setup = EdgeSetup.start(kind, Stack.SERVLET, "llmcache.policies.public.ttl=4s",
				"llmcache.policies.public.ttl-jitter=0", "llmcache.edge.min-ttl=1s")) {
			Awaitility.await().until(() -> setup.get("/faq?q=quiet").isFromTheEdge());
			int number = setup.get("/faq?q=quiet").number();
			LockSupport.parkNanos(Duration.ofSeconds(6).toNanos());
			Reply reply = setup.get("/faq?q=quiet");
			assertThat(reply.isFromTheEdge()).isFalse();
			assertThat(reply.number()).isGreaterThan(number);
		}
	}

	@Test
	void whatIsInvalidatedIsFreshAgainInHalfASecond() {
		try (EdgeSetup setup = EdgeSetup.start(Kind.VARNISH, Stack.SERVLET)) {
			double[] millis = Invalidations.timesToFresh(setup, 100, 50);
			assertThat(millis[millis.length - 1]).isLessThan(500);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void whatWasUnderWayWhileItWasPurgedDoesNotStay(Stack stack) {
		try (EdgeSetup setup = EdgeSetup.start(Kind.VARNISH, stack, LONGEST, "llmcache.invalidation.max-lag=100ms",
				"llmcache.edge.second-purge-after=500ms")) {
			assertThat(Invalidations.stale(setup, 200, LONGEST, Duration.ofMillis(1200), 7)).isZero();
		}
	}

	// Else the test above would show nothing
	@Test
	void itWouldStayWithoutTheSecondPurge() {
		try (EdgeSetup setup = EdgeSetup.start(Kind.VARNISH, Stack.SERVLET, LONGEST,
				"llmcache.edge.second-purge-after=1h")) {
			assertThat(Invalidations.stale(setup, 400, LONGEST, Duration.ofMillis(300), 7)).isPositive();
		}
	}

	@ParameterizedTest
	@EnumSource
	void whoHasTheAnswerIsToldSoByTheEdge(Kind kind) {
		try (EdgeSetup setup = EdgeSetup.start(kind, Stack.SERVLET)) {
			Reply first = setup.get("/faq?q=etag");
			assertThat(first.response().headers().map()).containsKey("etag");
			String etag = first.response().headers().firstValue("ETag").orElseThrow();
			Reply second = setup.get("/faq?q=etag", "If-None-Match", etag);
			assertThat(second.status()).isEqualTo(304);
			assertThat(setup.application().responses()).isEqualTo(1);
		}
	}

	@Test
	void anErasedOrRejectedAnswerLeavesTheEdge() {
		try (EdgeSetup setup = EdgeSetup.start(Kind.VARNISH, Stack.SERVLET)) {
			int number = setup.get("/faq?q=gone").number();
			assertThat(setup.get("/faq?q=gone").isFromTheEdge()).isTrue();
			setup.application().cache().invalidate(Invalidation.byPolicy("public"));
			Awaitility.await().until(() -> setup.get("/faq?q=gone").number() > number);
		}
	}

	@Test
	void tellsWhatNeverReachedTheApplication() {
		try (EdgeSetup setup = EdgeSetup.start(Kind.VARNISH, Stack.SERVLET)) {
			VarnishStats stats = new VarnishStats(setup.edge().varnishstat());
			long before = stats.read().orElseThrow().hits();
			for (int i = 0; i < 10; i++) {
				setup.get("/faq?q=counted");
			}
			Awaitility.await().until(() -> stats.read().orElseThrow().hits() == before + 9);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void tenThousandUnknownAddressesAskNoModel(Stack stack) {
		try (EdgeSetup setup = EdgeSetup.start(Kind.VARNISH, stack)) {
			AtomicInteger refused = new AtomicInteger();
			try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
				for (int i = 0; i < 10_000; i++) {
					String id = (UUID.randomUUID().toString() + UUID.randomUUID()).substring(0, 64);
					threads.execute(() -> {
						if (setup.get("/answers/" + id).status() == 404) {
							refused.incrementAndGet();
						}
					});
				}
			}
			assertThat(refused).hasValue(10_000);
			assertThat(setup.application().model().calls()).isZero();
		}
	}

	@Test
	void theAnswerToAPostIsKeptAtItsAddress() {
		try (EdgeSetup setup = EdgeSetup.start(Kind.VARNISH, Stack.SERVLET)) {
			Reply post = setup.send("POST", "/ask?q=posted");
			String location = post.response().headers().firstValue("Content-Location").orElseThrow();
			Awaitility.await().until(() -> setup.get(location).status() == 200);
			assertThat(setup.get(location).isFromTheEdge()).isTrue();
			assertThat(setup.get(location).body()).isEqualTo(post.body());
			assertThat(setup.send("POST", "/ask?q=posted").isFromTheEdge()).isFalse();
		}
	}

}
