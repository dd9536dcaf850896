package dev.llmcache.sample.day;

import dev.llmcache.sample.day.DayReplay.Progress;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

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

	/**
	 * Starts a replay.
	 * @param site where the browser says that the request is from
	 * @return how far it is
	 */
	@PostMapping
	Progress start(@RequestHeader(name = "Sec-Fetch-Site", required = false) @Nullable String site) {
		// It asks a model that may cost money
		if ("cross-site".equals(site)) {
			throw new ResponseStatusException(HttpStatus.FORBIDDEN);
		}
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
