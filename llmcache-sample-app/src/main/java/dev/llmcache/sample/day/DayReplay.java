package dev.llmcache.sample.day;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Replays a day in a minute, one at a time, for somebody who watches.
 * <p>
 * Thread-safe.
 */
@Component
class DayReplay implements DisposableBean {

	private static final int QUESTIONS = 400;

	private final Day day;

	private @Nullable MinuteOfTraffic current;

	private long days;

	DayReplay(Day day) {
		this.day = day;
	}

	/**
	 * Starts the next day, unless one is under way.
	 */
	synchronized Progress start() {
		if (this.current == null || !this.current.progress().running()) {
			this.days++;
			this.current = new MinuteOfTraffic(this.day, this.day.questions(QUESTIONS, this.days));
			this.current.start();
		}
		return this.current.progress();
	}

	/**
	 * Ends the day under way: what was asked is still answered.
	 */
	synchronized Progress cancel() {
		if (this.current != null) {
			this.current.cancel();
		}
		return progress();
	}

	synchronized Progress progress() {
		return (this.current != null) ? this.current.progress() : new Progress(false, 0, QUESTIONS);
	}

	@Override
	public void destroy() {
		cancel();
	}

	/**
	 * How far a replay has come.
	 *
	 * @param running whether it goes on
	 * @param asked how many questions were asked
	 * @param questions of how many
	 */
	record Progress(boolean running, int asked, int questions) {

	}

}
