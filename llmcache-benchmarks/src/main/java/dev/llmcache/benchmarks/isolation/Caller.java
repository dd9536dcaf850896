package dev.llmcache.benchmarks.isolation;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;

import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.policy.OwnerKind;

import org.springframework.ai.chat.client.ChatClient.AdvisorSpec;

/**
 * Who makes a call, and with whom answers to it are shared.
 *
 * @param kind who shares them
 * @param tenant name of the tenant
 * @param user name of the user
 */
record Caller(OwnerKind kind, String tenant, String user) {

	private static final List<String> LOOKALIKES = List.of("%d", "0%d", "%d ", "%d\0", "%d/u", "%d\u0307", "%d.u1");

	private static final int USERS = 3;

	private static final int TENANTS_PERCENT = 60;

	private static final int USERS_PERCENT = 85;

	/**
	 * Draws a caller. Names of tenants are easily taken for one another, and some end
	 * with what users' begin with.
	 * @param tenants how many there are
	 * @param random which one
	 * @return the caller
	 */
	static Caller draw(int tenants, Random random) {
		int percent = random.nextInt(100);
		OwnerKind kind = (percent < TENANTS_PERCENT) ? OwnerKind.TENANT
				: (percent < USERS_PERCENT) ? OwnerKind.USER : OwnerKind.PUBLIC;
		return new Caller(kind, tenant(random.nextInt(tenants)), user(random.nextInt(USERS)));
	}

	static String tenant(int number) {
		return ("shop" + LOOKALIKES.get(number % LOOKALIKES.size())).formatted(number / LOOKALIKES.size());
	}

	private static String user(int number) {
		return "/u.u1".substring(0, 2 * number + 1);
	}

	/**
	 * Tells the cache who calls.
	 */
	Consumer<AdvisorSpec> parameters() {
		return LlmCacheParams.policy(this.kind.name().toLowerCase(Locale.ROOT))
			.andThen(LlmCacheParams.tenant(this.tenant))
			.andThen(LlmCacheParams.user(this.user));
	}

	/**
	 * How an answer begins that was made for those with whom this caller shares answers,
	 * and no other.
	 */
	String signature() {
		return switch (this.kind) {
			case PUBLIC -> "everyone: ";
			case TENANT -> "tenant %s: ".formatted(encoded(this.tenant));
			case USER -> "user %s of %s: ".formatted(encoded(this.user), encoded(this.tenant));
		};
	}

	private static String encoded(String name) {
		return URLEncoder.encode(name, StandardCharsets.UTF_8);
	}

}
