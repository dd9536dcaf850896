package dev.llmcache.sample.web;

import java.util.Objects;

import dev.llmcache.edge.EdgeCacheable;
import dev.llmcache.sample.SupportDesk;
import dev.llmcache.sample.faq.Faq;

import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Answers the questions of the FAQ by their number, the same for everyone: a cache in
 * front of the application may keep them. Others cannot be asked here, since each would
 * be a call of the model that anybody can cause.
 */
@RestController
class FaqController {

	private final SupportDesk desk;

	private final Faq faq;

	FaqController(SupportDesk desk, Faq faq) {
		this.desk = desk;
		this.faq = faq;
	}

	@GetMapping("/api/faq/{number}")
	@EdgeCacheable(vary = {})
	PublicAnswer answer(@PathVariable int number) {
		if (number < 1 || number > this.faq.entries().size()) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		String question = this.faq.entries().get(number - 1).question();
		ChatClientResponse response = this.desk.answerPublicly(question);
		return new PublicAnswer(question, Objects.requireNonNullElse(AskController.text(response), ""));
	}

	/**
	 * A question of the FAQ and its answer.
	 *
	 * @param question the question
	 * @param answer the answer
	 */
	record PublicAnswer(String question, String answer) {

	}

}
