package dev.llmcache.sample.web;

import dev.llmcache.sample.demo.DemoChatModel;
import dev.llmcache.sample.faq.Faq;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells the page whose desk it is and which model answers.
 */
@RestController
class DeskController {

	private final Faq faq;

	private final ChatModel model;

	DeskController(Faq faq, ChatModel model) {
		this.faq = faq;
		this.model = model;
	}

	@GetMapping("/api/desk")
	Desk desk() {
		DemoChatModel demo = (this.model instanceof DemoChatModel demoModel) ? demoModel : null;
		return new Desk(this.faq.shop(), this.faq.entries().size(), this.model.getOptions().getModel(), demo != null,
				(demo != null) ? demo.calls() : null);
	}

	/**
	 * The desk.
	 *
	 * @param shop name of the shop
	 * @param answers number of answers it knows
	 * @param model name of the model
	 * @param demo whether the model is the demo model
	 * @param modelCalls number of calls of the demo model since start
	 */
	record Desk(String shop, int answers, @Nullable String model, boolean demo, @Nullable Long modelCalls) {
	}

}
