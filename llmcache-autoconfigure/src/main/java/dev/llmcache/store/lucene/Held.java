package dev.llmcache.store.lucene;

import dev.llmcache.Mark;

/**
 * What an entry takes, and of whose share.
 *
 * @param tenant whose it is
 * @param bytes what it takes; 0 if there is none
 */
record Held(Mark tenant, long bytes) {

	static final Held NOTHING = new Held(Mark.NO_TENANT, 0);

	int entries() {
		return (this.bytes > 0) ? 1 : 0;
	}

}
