package dev.llmcache.policy;

import java.util.Map;

import dev.llmcache.Identity;
import dev.llmcache.Owner;
import dev.llmcache.test.TestPolicy;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CachePoliciesTests {

	private final CachePolicies policies = new CachePolicies(Map.of("faq", new TestPolicy().policy(true)));

	@Test
	void aPolicyDecidesInTheModeThatItWasSwitchedTo() {
		Map<String, CachePolicy> view = this.policies.byName();
		assertThat(this.policies.switchTo("faq", Mode.SHADOW)).isTrue();
		assertThat(view.values()).extracting((policy) -> policy.settings().mode()).containsExactly(Mode.SHADOW);
	}

	@Test
	void thereIsNoPolicyBesideThoseThatItStartedWith() {
		assertThat(this.policies.switchTo("other", Mode.OFF)).isFalse();
		assertThat(this.policies.byName()).containsOnlyKeys("faq");
	}

	@Test
	void nothingOfSensitiveQuestionsIsRemembered() {
		TestPolicy policy = new TestPolicy();
		Identity identity = new Identity("acme", "ada");
		assertThat(policy.policy(true).ownerOf(identity)).isEqualTo(new Owner.Tenant("acme"));
		policy.sensitive = true;
		assertThat(policy.policy(true).ownerOf(identity)).isNull();
	}

}
