package dev.llmcache.store.lucene;

import java.io.IOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class QuietMergesTests {

	private final UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();

	@AfterEach
	void restore() {
		Thread.setDefaultUncaughtExceptionHandler(this.before);
	}

	@Test
	void leaveTheFailureOfAMergeToTheIndex() throws IOException {
		List<Throwable> uncaught = new CopyOnWriteArrayList<>();
		Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
		QuietMerges merges = new QuietMerges();
		IndexWriterConfig config = new IndexWriterConfig().setMergeScheduler(merges);
		try (IndexWriter writer = new IndexWriter(new NoMerges(), config)) {
			writer.addDocument(new Document());
			writer.commit();
			writer.addDocument(new Document());
			writer.commit();
			assertThatThrownBy(() -> writer.forceMerge(1)).hasStackTraceContaining("No space left on device");
		}
		// Waits for its threads
		merges.close();
		assertThat(uncaught).isEmpty();
	}

	private static final class NoMerges extends FilterDirectory {

		NoMerges() {
			super(new ByteBuffersDirectory());
		}

		@Override
		public IndexOutput createOutput(String name, IOContext context) throws IOException {
			if (context.context() == IOContext.Context.MERGE) {
				throw new IOException("No space left on device");
			}
			return super.createOutput(name, context);
		}

	}

}
