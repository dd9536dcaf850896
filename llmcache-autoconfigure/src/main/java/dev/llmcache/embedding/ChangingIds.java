package dev.llmcache.embedding;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.ai.document.Document;

/**
 * Says once that documents are embedded with a random id in their text, so that none of
 * them is remembered when it is ingested again.
 * <p>
 * Thread-safe.
 */
final class ChangingIds {

	/** What Spring AI's splitters say in the metadata of each part. */
	static final String PARENT = "parent_document_id";

	private static final int RANDOM = 4;

	private static final Log logger = LogFactory.getLog(ChangingIds.class);

	private final AtomicBoolean warned = new AtomicBoolean();

	void lookAt(Document document, String content) {
		if (!this.warned.get() && document.getMetadata().get(PARENT) instanceof String id && isRandom(id)
				&& content.contains(id) && this.warned.compareAndSet(false, true)) {
			logger.warn("Documents are embedded with the '%s' of Spring AI's splitters in their text. It is random, "
				.formatted(PARENT)
					+ "so a document that is ingested again is another text and is embedded again. Give documents an "
					+ "id made from their content before they are split, or exclude that key by a DefaultContentFormatter");
		}
	}

	private static boolean isRandom(String id) {
		try {
			return UUID.fromString(id).version() == RANDOM;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
