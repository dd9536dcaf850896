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
		boolean isOn = Binder.get(context.getEnvironment())
			.bindOrCreate("llmcache.encryption", EncryptionProperties.class)
			.isOn();
		return new ConditionOutcome(isOn,
				ConditionMessage.forCondition("Encryption").because(isOn ? "it is on" : "there is no key"));
	}

}
