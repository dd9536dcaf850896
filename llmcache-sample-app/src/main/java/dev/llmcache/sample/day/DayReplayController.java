package dev.llmcache.sample.day;

import dev.llmcache.sample.day.DayReplay.Progress;

import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Starts, follows and ends a day's replay over HTTP.
 */
@RestController
@RequestMapping("/api/day/replay")
class DayReplayController {

	private final DayReplay replay;

	DayReplayController(DayReplay replay) {
		this.replay = replay;
	}

	@PostMapping
	Progress start() {
		return this.replay.start();
	}

	@GetMapping
	Progress progress() {
		return this.replay.progress();
	}

	@DeleteMapping
	Progress cancel() {
		return this.replay.cancel();
	}

}
