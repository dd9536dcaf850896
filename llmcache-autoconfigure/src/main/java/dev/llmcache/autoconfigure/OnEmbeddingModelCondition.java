package dev.llmcache.autoconfigure;

import java.util.Objects;

import dev.llmcache.embedding.local.LocalModel;

import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches where something may embed questions.
 */
class OnEmbeddingModelCondition extends AnyNestedCondition {

	OnEmbeddingModelCondition() {
		super(ConfigurationPhase.REGISTER_BEAN);
	}

	@ConditionalOnProperty("llmcache.embedding.model")
	static class Named {

	}

	@ConditionalOnBean(EmbeddingModel.class)
	static class OfTheApplication {

	}

	@Conditional(OnLocalModelCondition.class)
	static class OnTheClassPath {

	}

	static class OnLocalModelCondition extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			ConditionMessage.Builder message = ConditionMessage.forCondition("Local embedding model");
			ClassLoader own = OnEmbeddingModelCondition.class.getClassLoader();
			return LocalModel.find(Objects.requireNonNullElse(context.getClassLoader(), own))
				.map((model) -> ConditionOutcome.match(message.found("model").items(model)))
				.orElseGet(() -> ConditionOutcome.noMatch(message.because("none is on the class path")));
		}

	}

}
