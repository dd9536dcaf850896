package dev.llmcache.docs;

import java.util.Optional;

import dev.llmcache.semantic.AnswerJudge;
import dev.llmcache.semantic.AnswerVerifier;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The Java of docs/semantic.md, compiled and run.
 */
@Configuration(proxyBeanMethods = false)
class SemanticSnippets {

	@Bean
	AnswerJudge judge(ChatClient.Builder builder) {
		ChatClient client = builder.build();
		return (question, stored, answer) -> Optional.of("yes".equalsIgnoreCase(client.prompt()
			.user((user) -> user.text("""
					Would both answers serve who asked "{question}" equally well? Say yes or no.
					One: {stored}
					Other: {answer}""").param("question", question).param("stored", stored).param("answer", answer))
			.call()
			.content()));
	}

	@Bean
	AnswerVerifier verifier(CrossEncoder encoder) {
		return (question, stored, answer) -> encoder.score(question, stored) > 0.9;
	}

	/** Stands for a model that reads two texts together. */
	@FunctionalInterface
	interface CrossEncoder {

		double score(String one, String other);

	}

}
