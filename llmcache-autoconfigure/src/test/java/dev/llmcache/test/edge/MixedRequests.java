package dev.llmcache.test.edge;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.test.edge.EdgeSetup.Reply;

/**
 * Requests of all kinds through a cache, in which tenants, hits, misses, errors, streams,
 * cookies and authorization are mixed.
 *
 * @param requests how many there were
 * @param publicHits bodies from the cache that were public
 * @param leaks bodies from the cache that were not, or that were another tenant's
 * @param errors responses of the cache's own that say that it failed
 */
public record MixedRequests(int requests, int publicHits, int leaks, int errors) {

	private static final int THREADS = 4;

	private static final List<String> TENANTS = List.of("acme", "umbrella", "initech");

	private static final List<String> PUBLIC = List.of("/faq", "/faq/similar", "/faq/json", "/collected", "/faq/short");

	private static final List<String> PRIVATE = List.of("/silent", "/tenant", "/tenant/careless", "/both", "/plain",
			"/stray", "/cookie", "/session", "/vary", "/failing", "/failing/body", "/missing", "/not-ok", "/stream",
			"/flux", "/unwitnessed");

	/**
	 * Make requests.
	 * @param setup where to
	 * @param count how many
	 * @param questions how many questions are asked, each again and again
	 * @param seed for which and in which order
	 */
	public static MixedRequests run(EdgeSetup setup, int count, int questions, long seed) {
		Run run = new Run(setup, questions, seed);
		try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
			for (int thread = 0; thread < THREADS; thread++) {
				int share = count / THREADS + ((thread < count % THREADS) ? 1 : 0);
				Random random = new Random(seed + thread);
				threads.execute(() -> {
					for (int i = 0; i < share; i++) {
						run.one(random);
					}
				});
			}
		}
		return new MixedRequests(run.requests.get(), run.publicHits.get(), run.leaks.get(), run.errors.get());
	}

	/**
	 * What is being counted.
	 */
	private static final class Run {

		private final EdgeSetup setup;

		private final int questions;

		private final long seed;

		private final AtomicInteger requests = new AtomicInteger();

		private final AtomicInteger publicHits = new AtomicInteger();

		private final AtomicInteger leaks = new AtomicInteger();

		private final AtomicInteger errors = new AtomicInteger();

		private final Map<Integer, String> tenantsOfAnswers = new ConcurrentHashMap<>();

		Run(EdgeSetup setup, int questions, long seed) {
			this.setup = setup;
			this.questions = questions;
			this.seed = seed;
		}

		void one(Random random) {
			String tenant = TENANTS.get(random.nextInt(TENANTS.size()));
			String question = "question " + this.seed + " " + random.nextInt(this.questions) + " of the shop";
			switch (random.nextInt(11)) {
				case 0, 1, 2, 3 -> open(PUBLIC.get(random.nextInt(PUBLIC.size())), question, tenant, true);
				// Of the same meaning, which only one of the two may say from the edge
				case 10 -> open(random.nextBoolean() ? "/faq/similar" : "/faq", question + " please", tenant, true);
				case 4 -> open("/faq", question, tenant, true, "Cookie", "theme=" + tenant);
				// Nobody asks these without saying who he is, so that none may be public
				case 5 -> open("/faq", "mine " + question, tenant, false, "Authorization", "Basic YWRhOmxvdmVsYWNl");
				case 6 -> open("/faq", "long " + question, tenant, false);
				default -> open(PRIVATE.get(random.nextInt(PRIVATE.size())), question, tenant, false);
			}
		}

		private void open(String path, String question, String tenant, boolean isPublic, String... header) {
			String[] headers = new String[header.length + 2];
			headers[0] = "X-Tenant";
			headers[1] = tenant;
			System.arraycopy(header, 0, headers, 2, header.length);
			Reply reply = this.setup.get(path + "?q=" + EdgeSetup.encoded(question), headers);
			this.requests.incrementAndGet();
			boolean publicBody = isPublic && reply.status() == 200 && reply.body().contains("public: answer")
					&& !reply.body().contains("tenant:")
					&& (path.equals("/faq/similar") || reply.body().contains(question));
			if (reply.isFromTheEdge()) {
				(publicBody ? this.publicHits : this.leaks).incrementAndGet();
			}
			if (isOfAnotherTenant(reply, tenant)) {
				this.leaks.incrementAndGet();
			}
			if (reply.status() == 502 || reply.status() == 503 || reply.status() == 504) {
				this.errors.incrementAndGet();
			}
		}

		private boolean isOfAnotherTenant(Reply reply, String tenant) {
			int at = reply.body().indexOf("tenant: answer ");
			if (at < 0) {
				return false;
			}
			int number = reply.numberFrom(at);
			return !this.tenantsOfAnswers.computeIfAbsent(number, (known) -> tenant).equals(tenant);
		}

	}

}
