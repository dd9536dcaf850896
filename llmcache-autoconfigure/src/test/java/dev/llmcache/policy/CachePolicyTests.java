package dev.llmcache.policy;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

import dev.llmcache.Acceptance.Threshold;
import dev.llmcache.Auditing;
import dev.llmcache.BypassReason;
import dev.llmcache.CallTraits;
import dev.llmcache.Decision;
import dev.llmcache.Decision.Bypass;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Directives;
import dev.llmcache.Identity;
import dev.llmcache.Layer;
import dev.llmcache.Lifetimes;
import dev.llmcache.Owner;
import dev.llmcache.test.TestPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class CachePolicyTests {

	private static final Identity ADA_OF_ACME = new Identity("acme", "ada");

	@ParameterizedTest
	@CsvSource(useHeadersInDisplayName = true, nullValues = "-", textBlock = """
			tenant, length, media, tools, reason
			acme,   10,     false, false, -
			acme,   100,    false, false, -
			acme,   0,      true,  false, -
			-,      10,     false, false, NO_TENANT
			acme,   10,     false, true,  TOOLS
			acme,   0,      false, false, NO_QUESTION
			acme,   101,    false, false, QUESTION_TOO_LONG
			acme,   101,    true,  false, QUESTION_TOO_LONG
			""")
	void decides(@Nullable String tenant, int length, boolean media, boolean tools, @Nullable BypassReason reason) {
		Decision decision = decide((policy) -> policy.maxQuestionLength = 100,
				new CallTraits(new Identity(tenant, null), length, true, media, tools, "model", 0.2, Directives.NONE));
		if (reason == null) {
			assertThat(decision).isInstanceOf(Plan.class);
		}
		else {
			assertThat(decision).isEqualTo(new Bypass(reason));
		}
	}

	@ParameterizedTest
	@CsvSource(useHeadersInDisplayName = true, nullValues = "-", textBlock = """
			owner,  tenants, tenant, user, result
			PUBLIC, true,    -,      -,    Everyone[]
			PUBLIC, true,    acme,   ada,  Everyone[]
			TENANT, true,    acme,   ada,  Tenant[]
			TENANT, false,   acme,   -,    Tenant[]
			TENANT, false,   -,      ada,  Application[]
			TENANT, true,    -,      ada,  no-tenant
			USER,   true,    acme,   ada,  User[]
			USER,   false,   -,      ada,  User[]
			USER,   true,    -,      ada,  no-tenant
			USER,   true,    acme,   -,    no-user
			USER,   false,   -,      -,    no-user
			""")
	void whoSharesTheAnswers(OwnerKind kind, boolean tenants, @Nullable String tenant, @Nullable String user,
			String result) {
		TestPolicy policy = new TestPolicy();
		policy.owner = kind;
		Decision decision = policy.policy(tenants).decide(question(new Identity(tenant, user)));
		assertThat(switch (decision) {
			case Plan plan -> plan.owner().toString();
			case Bypass(BypassReason reason) -> reason.code();
		}).isEqualTo(result);
	}

	@Test
	void twoUsersOfOneNameInTwoTenantsAreTwoOwners() {
		Owner one = plan((policy) -> policy.owner = OwnerKind.USER, question(new Identity("acme", "ada"))).owner();
		Owner other = plan((policy) -> policy.owner = OwnerKind.USER, question(new Identity("globex", "ada"))).owner();
		assertThat(one).isNotEqualTo(other);
	}

	@Test
	void plansWhatTheSettingsSay() {
		assertThat(plan((policy) -> {
		}, question())).isEqualTo(new Plan("default", new Owner.Tenant("acme"), Set.of(Layer.EXACT, Layer.SEMANTIC),
				true, true, false, new Lifetimes(Duration.ofHours(1), 0, Duration.ZERO, Duration.ZERO, true), null,
				new Threshold(0.92), Auditing.NONE, 1, null, Set.of()));
	}

	@Test
	void leavesOutALayerThatIsOff() {
		assertThat(plan((policy) -> policy.semantic = false, question()).layers()).containsExactly(Layer.EXACT);
	}

	@Test
	void asksTheSemanticLayerNothingAboutMediaAndFollowUps() {
		CallTraits media = new CallTraits(ADA_OF_ACME, 10, true, true, false, "model", 0.2, Directives.NONE);
		CallTraits followUp = new CallTraits(ADA_OF_ACME, 10, false, false, false, "model", 0.2, Directives.NONE);
		assertThat(plan((policy) -> {
		}, media).layers()).containsExactly(Layer.EXACT);
		assertThat(plan((policy) -> {
		}, followUp).layers()).containsExactly(Layer.EXACT);
	}

	@Test
	void keepsSensitiveAnswersByUserAndForAShortTimeAndMatchesNoMeaning() {
		Plan plan = plan((policy) -> {
			policy.sensitive = true;
			policy.ttl = Duration.ofDays(1);
		}, question());
		assertThat(plan.owner()).isEqualTo(new Owner.User("acme", "ada"));
		assertThat(plan.lifetimes().ttl()).isEqualTo(PolicySettings.MAX_SENSITIVE_TTL);
		assertThat(plan.layers()).containsExactly(Layer.EXACT);
	}

	@Test
	void aCallCannotKeepASensitiveAnswerLonger() {
		CallTraits call = question(new Directives(false, false, false, null, Duration.ofDays(1), Set.of()));
		assertThat(plan((policy) -> policy.sensitive = true, call).lifetimes().ttl())
			.isEqualTo(PolicySettings.MAX_SENSITIVE_TTL);
	}

	@ParameterizedTest
	@CsvSource(useHeadersInDisplayName = true, textBlock = """
			mode,       noStore, noCache, result
			ON,         false,   false,   reads and writes
			ON,         true,    false,   reads
			ON,         false,   true,    writes
			ON,         true,    true,    directive
			READ_ONLY,  false,   false,   reads
			READ_ONLY,  false,   true,    directive
			WRITE_ONLY, false,   false,   writes
			WRITE_ONLY, true,    false,   directive
			OFF,        false,   false,   policy-off
			""")
	void howFarItTakesPart(Mode mode, boolean noStore, boolean noCache, String result) {
		Decision decision = decide((policy) -> policy.mode = mode,
				question(new Directives(noStore, noCache, false, null, null, Set.of())));
		assertThat(switch (decision) {
			case Plan plan when plan.reads() && plan.writes() -> "reads and writes";
			case Plan plan -> plan.reads() ? "reads" : "writes";
			case Bypass(BypassReason reason) -> reason.code();
		}).isEqualTo(result);
	}

	@Test
	void aCallMayLimitAgeAndLifetime() {
		Plan plan = plan((policy) -> {
		}, question(new Directives(false, false, false, Duration.ofSeconds(5), Duration.ofSeconds(9), Set.of())));
		assertThat(plan.maxAge()).isEqualTo(Duration.ofSeconds(5));
		assertThat(plan.lifetimes().ttl()).isEqualTo(Duration.ofSeconds(9));
	}

	@ParameterizedTest
	@CsvSource(useHeadersInDisplayName = true, nullValues = "-", textBlock = """
			temperature, unknown, result
			0,           1,       plan
			0.3,         1,       plan
			0.31,        1,       temperature
			-,           1,       temperature
			-,           0.2,     plan
			""")
	void skipsWhatIsTooWarm(@Nullable Double temperature, double unknown, String result) {
		Decision decision = decide((policy) -> {
			policy.temperature = TemperatureHandling.SKIP;
			policy.unknownTemperature = unknown;
		}, question("model", temperature));
		assertThat((decision instanceof Bypass(BypassReason reason)) ? reason.code() : "plan").isEqualTo(result);
	}

	@ParameterizedTest
	@CsvSource(useHeadersInDisplayName = true, nullValues = "-", textBlock = """
			model,   temperature, forced
			gpt-4.1, 0.9,         0
			gpt-4.1, -,           0
			gpt-4.1, 0,           -
			o3-mini, 0.9,         -
			O3,      -,           -
			-,       0.9,         0
			""")
	void forcesTheTemperatureToZeroUnlessTheModelIsExcluded(@Nullable String model, @Nullable Double temperature,
			@Nullable Double forced) {
		assertThat(plan((policy) -> policy.temperature = TemperatureHandling.FORCE_ZERO, question(model, temperature))
			.temperature()).isEqualTo(forced);
	}

	@ParameterizedTest
	@EnumSource(names = { "FIRST_RESPONSE", "SKIP", "VARIANTS" }, value = TemperatureHandling.class)
	void otherwiseLeavesTheTemperatureAlone(TemperatureHandling handling) {
		assertThat(plan((policy) -> policy.temperature = handling, question("model", 0.2)).temperature()).isNull();
	}

	@Test
	void keepsSeveralAnswersOnlyAsVariants() {
		assertThat(plan((policy) -> policy.temperature = TemperatureHandling.VARIANTS, question()).variants())
			.isEqualTo(3);
		assertThat(plan((policy) -> policy.temperature = TemperatureHandling.FORCE_ZERO, question()).variants())
			.isOne();
	}

	@ParameterizedTest
	@CsvSource(useHeadersInDisplayName = true, textBlock = """
			tools,       placement,  used,            planned, stored
			NEVER,       ANSWER,     '',              false,   true
			NEVER,       MODEL_CALL, '',              true,    true
			NEVER,       MODEL_CALL, book,            true,    true
			WHEN_UNUSED, ANSWER,     '',              true,    true
			WHEN_UNUSED, ANSWER,     look-up,         true,    false
			DECLARED,    ANSWER,     look-up,         true,    true
			DECLARED,    ANSWER,     'look-up,book',  true,    false
			""")
	void cachesCallsThatOfferToolsAsFarAsItIsTold(ToolUse tools, Placement placement, String used, boolean planned,
			boolean stored) {
		TestPolicy policy = new TestPolicy();
		policy.tools = tools;
		policy.placement = placement;
		Decision decision = policy.policy(true)
			.decide(new CallTraits(ADA_OF_ACME, 10, true, false, true, "model", 0.2, Directives.NONE));
		assertThat(decision instanceof Plan).isEqualTo(planned);
		Set<String> names = used.isEmpty() ? Set.of() : Set.of(used.split(","));
		assertThat(policy.settings().allowsUseOf(names, Set.of("look-up"))).isEqualTo(stored);
	}

	private static CallTraits question() {
		return question(ADA_OF_ACME);
	}

	private static CallTraits question(Identity identity) {
		return new CallTraits(identity, 10, true, false, false, "model", 0.2, Directives.NONE);
	}

	private static CallTraits question(Directives directives) {
		return new CallTraits(ADA_OF_ACME, 10, true, false, false, "model", 0.2, directives);
	}

	private static CallTraits question(@Nullable String model, @Nullable Double temperature) {
		return new CallTraits(ADA_OF_ACME, 10, true, false, false, model, temperature, Directives.NONE);
	}

	private static Plan plan(Consumer<TestPolicy> settings, CallTraits call) {
		return (Plan) decide(settings, call);
	}

	private static Decision decide(Consumer<TestPolicy> settings, CallTraits call) {
		TestPolicy policy = new TestPolicy();
		settings.accept(policy);
		return policy.policy(true).decide(call);
	}

}
