package dev.llmcache.sample;

import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.sample.faq.Faq;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.stereotype.Component;

/**
 * Puts a customer's question to the chat client.
 */
@Component
public class SupportDesk {

	private final ChatClient client;

	private final String instructions;

	SupportDesk(ChatClient client, Faq faq) {
		this.client = client;
		this.instructions = """
				You are the support desk of %s. Answer in two to five sentences, only from the questions and
				answers below. If none of them fits, say that you do not know. Repeat the number of the order
				and the name of the product you were asked about.

				%s""".formatted(faq.shop(), faq.toMarkdown());
	}

	/**
	 * Answers a question at once.
	 * @param question the question
	 * @return the whole answer
	 */
	public ChatClientResponse ask(Question question) {
		return request(question).call().chatClientResponse();
	}

	/**
	 * Answers a question in the same way for everyone.
	 * @param question the question
	 * @return the whole answer
	 */
	public ChatClientResponse answerPublicly(String question) {
		return this.client.prompt()
			.system(this.instructions)
			.user(question)
			.advisors(LlmCacheParams.policy("faq"))
			.call()
			.chatClientResponse();
	}

	/**
	 * Answers a question in pieces.
	 * @param question the question
	 * @return the pieces of the answer
	 */
	public Flux<ChatClientResponse> stream(Question question) {
		return request(question).stream().chatClientResponse();
	}

	private ChatClientRequestSpec request(Question question) {
		ChatClientRequestSpec request = this.client.prompt()
			.system((question.system() != null) ? this.instructions + question.system() : this.instructions)
			.user(question.text())
			.advisors(LlmCacheParams.tenant(question.tenant()));
		return (question.temperature() != null)
				? request.options(ChatOptions.builder().temperature(question.temperature())) : request;
	}

}
