package dev.llmcache.edge;

import java.time.Duration;
import java.util.List;

import dev.llmcache.Stamp;

/**
 * Whether caches in front of the application may keep a response.
 */
public sealed interface EdgeDecision {

	/** No model was called for it: it is the application's alone. */
	EdgeDecision UNTOUCHED = new Untouched(true);

	/** No model is known to have been called for it, and one was that may have been. */
	EdgeDecision UNCERTAIN = new Untouched(false);

	/**
	 * No model is known to have been called for it: it is the application's alone.
	 *
	 * @param certain whether none was called meanwhile by nobody knows whom
	 */
	record Untouched(boolean certain) implements EdgeDecision {

	}

	/**
	 * They may not.
	 *
	 * @param reason why
	 */
	record NoStore(Reason reason) implements EdgeDecision {

	}

	/**
	 * They may.
	 *
	 * @param lifetime how long, in whole seconds
	 * @param staleFor how long after that while they fetch it anew, in whole seconds
	 * @param source the least certain of where its answers come from
	 * @param vary request headers that it depends on
	 * @param tags what it is purged by
	 * @param stamps what must not have been invalidated
	 */
	record Public(Duration lifetime, Duration staleFor, CallRecord.Source source, List<String> vary, List<EdgeTag> tags,
			List<Stamp> stamps) implements EdgeDecision {

		public Public {
			vary = List.copyOf(vary);
			tags = List.copyOf(tags);
			stamps = List.copyOf(stamps);
		}

	}

	/**
	 * Why a response may not be kept. The first of these that holds.
	 */
	enum Reason {

		/** The handler did not say that it may. */
		NOT_OPTED_IN,

		/** Neither GET nor HEAD. */
		METHOD,

		/** Another status than 200. */
		STATUS,

		/** It began to be written before it was complete. */
		STREAM,

		/** The request says who makes it. */
		IDENTIFIED,

		/** It sets a cookie, or a session began. */
		COOKIE,

		/** The application says that it varies by what nobody else shares. */
		VARIES,

		/** An answer in it is not everyone's. */
		PRIVATE,

		/** A model was called meanwhile by nobody knows whom. */
		STRAY_CALL,

		/** An answer in it is of another question, and the handler allows none. */
		SEMANTIC,

		/** It is not fresh for long enough to be worth it. */
		TOO_OLD,

		/** An answer in it was invalidated meanwhile. */
		INVALIDATED,

		/** The decision failed. */
		ERROR

	}

}
