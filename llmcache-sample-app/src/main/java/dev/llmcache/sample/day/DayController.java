package dev.llmcache.sample.day;

import java.util.Map;

import dev.llmcache.sample.demo.DemoChatModel;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Replays a day's traffic over HTTP.
 */
@RestController
@RequestMapping("/api/day")
class DayController {

	private static final int MOST = 2_000;

	private final Day day;

	private final ObjectProvider<DemoChatModel> model;

	DayController(Day day, ObjectProvider<DemoChatModel> model) {
		this.day = day;
		this.model = model;
	}

	/**
	 * Replays a day.
	 * @param questions how many questions, 1 to 2000
	 * @param seed which ones
	 * @param poisoned whether the demo model's answers change from call to call, so that
	 * whatever is stored is wrong
	 * @return how many were answered in which way
	 */
	@PostMapping
	Map<String, Integer> replay(@RequestParam(defaultValue = "400") int questions,
			@RequestParam(defaultValue = "1") long seed, @RequestParam(defaultValue = "false") boolean poisoned) {
		this.model.ifAvailable((demo) -> demo.setFickle(poisoned));
		try {
			return this.day.replay(Math.clamp(questions, 1, MOST), seed);
		}
		finally {
			this.model.ifAvailable((demo) -> demo.setFickle(false));
		}
	}

}
