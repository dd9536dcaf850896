package dev.llmcache.autoconfigure;

import java.nio.file.Path;
import java.time.InstantSource;

import dev.llmcache.autoconfigure.LlmCacheProperties.Lucene;
import dev.llmcache.store.DataKeyStore;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.RecordForm;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.lucene.DataKeyFile;
import dev.llmcache.store.lucene.FileGenerationStore;
import dev.llmcache.store.lucene.FileObservationStore;
import dev.llmcache.store.lucene.IndexBound;
import dev.llmcache.store.lucene.LuceneVectorIndex;
import dev.llmcache.store.lucene.UnusableDirectoryException;
import org.apache.lucene.index.IndexWriter;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The semantic layer's index in this process.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(IndexWriter.class)
class LuceneConfiguration {

	@Bean
	LuceneIndexFactory llmCacheLuceneIndexFactory(LlmCacheProperties properties, RecordForm form,
			ObservedStores observed) {
		return (report, why) -> {
			Path directory = properties.semantic().lucene().directory();
			LuceneVectorIndex index = open(properties, form);
			report.add("semantic", index.isDurable() ? "lucene in a directory" : "lucene in memory", why);
			VectorIndex observedIndex = observed.index("lucene", index);
			return (directory != null && index.isDurable())
					? new SemanticStoreChoice(observedIndex, false, new FileGenerations(directory),
							() -> new FileObservationStore(directory, InstantSource.system()),
							() -> dataKeys(directory))
					: new SemanticStoreChoice(observedIndex, false, null, null, null);
		};
	}

	private static LuceneVectorIndex open(LlmCacheProperties properties, RecordForm form) {
		Lucene lucene = properties.semantic().lucene();
		Path directory = lucene.directory();
		long bytes = lucene.maxSize().toBytes();
		IndexBound bound = new IndexBound(bytes, properties.limits().share(bytes, properties.tenancy()));
		if (directory == null) {
			return LuceneVectorIndex.inMemory(lucene.quantization(), bound, InstantSource.system());
		}
		try {
			return LuceneVectorIndex.onDisk(directory, lucene.quantization(), bound, form, InstantSource.system());
		}
		catch (UnusableDirectoryException ex) {
			throw LlmCacheConfigurationException.of(ex);
		}
	}

	private static DataKeyStore dataKeys(Path directory) {
		try {
			return new DataKeyFile(directory);
		}
		catch (UnusableDirectoryException ex) {
			throw LlmCacheConfigurationException.of(ex);
		}
	}

	private record FileGenerations(Path directory) implements IndexGenerations {

		@Override
		public GenerationStore get() {
			try {
				return new FileGenerationStore(this.directory, InstantSource.system());
			}
			catch (UnusableDirectoryException ex) {
				throw LlmCacheConfigurationException.of(ex);
			}
		}

		@Override
		public void discard() {
			try {
				FileGenerationStore.discard(this.directory);
			}
			catch (UnusableDirectoryException ex) {
				throw LlmCacheConfigurationException.of(ex);
			}
		}

	}

}
