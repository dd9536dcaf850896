package dev.llmcache.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if what is stored is to be encrypted.
 */
final class OnEncryptionCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Binder binder = Binder.get(context.getEnvironment());
		requireVersions(binder);
		boolean isOn = binder.bindOrCreate("llmcache.encryption", EncryptionProperties.class).isOn();
		return new ConditionOutcome(isOn,
				ConditionMessage.forCondition("Encryption").because(isOn ? "it is on" : "there is no key"));
	}

	// Spring Boot would show the value that it cannot bind
	private static void requireVersions(Binder binder) {
		if (binder.bind(EncryptionConfiguration.KEYS, String.class).isBound()) {
			throw new LlmCacheConfigurationException(
					"'%s' has a value itself, and not by version.".formatted(EncryptionConfiguration.KEYS),
					EncryptionConfiguration.REMEDY + ".");
		}
	}

}
