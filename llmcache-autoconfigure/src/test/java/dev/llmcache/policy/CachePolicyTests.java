package dev.llmcache.policy;

import java.time.Duration;
import java.util.Set;

import dev.llmcache.BypassReason;
import dev.llmcache.CallTraits;
import dev.llmcache.Decision;
import dev.llmcache.Decision.Bypass;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Layer;
import dev.llmcache.Owner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CachePolicyTests {

	private static final PolicySettings SETTINGS = new PolicySettings("faq", Duration.ofHours(1), true, true, 0.92,
			100);

	@ParameterizedTest
	@CsvSource(useHeadersInDisplayName = true, nullValues = "-", textBlock = """
			owner, length, media, tools, reason
			true,  10,     false, false, -
			true,  100,    false, false, -
			true,  0,      true,  false, -
			false, 10,     false, false, NO_TENANT
			false, 0,      true,  true,  NO_TENANT
			true,  10,     false, true,  TOOLS
			true,  0,      false, false, NO_QUESTION
			true,  101,    false, false, QUESTION_TOO_LONG
			true,  101,    true,  false, QUESTION_TOO_LONG
			""")
	void decides(boolean owner, int length, boolean media, boolean tools, @Nullable BypassReason reason) {
		Decision decision = decide(SETTINGS,
				new CallTraits(owner ? new Owner.Application() : null, length, media, tools));
		if (reason == null) {
			assertThat(decision).isInstanceOf(Plan.class);
		}
		else {
			assertThat(decision).isEqualTo(new Bypass(reason));
		}
	}

	@Test
	void plansWhatTheSettingsSay() {
		assertThat(decide(SETTINGS, question()))
			.isEqualTo(new Plan("faq", Set.of(Layer.EXACT, Layer.SEMANTIC), Duration.ofHours(1), 0.92));
	}

	@Test
	void leavesOutALayerThatIsOff() {
		PolicySettings exactOnly = new PolicySettings("faq", Duration.ofHours(1), true, false, 0.92, 100);
		assertThat(layers(exactOnly, question())).containsExactly(Layer.EXACT);
	}

	@Test
	void asksTheSemanticLayerNothingAboutMedia() {
		assertThat(layers(SETTINGS, new CallTraits(new Owner.Application(), 10, true, false)))
			.containsExactly(Layer.EXACT);
	}

	private static CallTraits question() {
		return new CallTraits(new Owner.Tenant("acme"), 10, false, false);
	}

	private static Set<Layer> layers(PolicySettings settings, CallTraits call) {
		return ((Plan) decide(settings, call)).layers();
	}

	private static Decision decide(PolicySettings settings, CallTraits call) {
		return new CachePolicy(settings).decide(call);
	}

}
