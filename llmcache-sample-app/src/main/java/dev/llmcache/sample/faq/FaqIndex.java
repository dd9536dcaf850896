package dev.llmcache.sample.faq;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.miscellaneous.LimitTokenCountAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entry that answers a question by BM25 over question, keywords and answer.
 * <p>
 * An entry about a product that the question does not name is no candidate when it names
 * another. Safe for use by several threads.
 */
public final class FaqIndex {

	private static final String QUESTION = "question";

	private static final String KEYWORDS = "keywords";

	private static final String ANSWER = "answer";

	private static final String PRODUCT = "product";

	private static final String NO_PRODUCT = "";

	private static final float LOWEST_SCORE = 3f;

	private static final int MOST_WORDS = 200;

	// Without "not": it tells two of the entries apart
	private static final Set<String> STOP_WORDS = Set.of("a", "about", "am", "an", "and", "any", "are", "as", "at",
			"be", "but", "by", "can", "could", "do", "does", "for", "from", "give", "has", "have", "hello", "hi", "i",
			"if", "in", "into", "is", "it", "its", "may", "me", "my", "of", "on", "or", "our", "please", "should", "so",
			"tell", "thanks", "that", "the", "their", "then", "there", "these", "they", "this", "to", "us", "was", "we",
			"will", "with", "would", "you", "your");

	// Tell entries of the same topic apart, but are no topic
	private static final Set<String> QUESTION_WORDS = Set.of("how", "long", "many", "much", "not", "what", "when",
			"where", "which", "who", "why");

	private final List<FaqEntry> entries;

	private final IndexSearcher searcher;

	private final QueryBuilder words = new QueryBuilder(analyzer(STOP_WORDS));

	private final QueryBuilder topics = new QueryBuilder(
			analyzer(Stream.concat(STOP_WORDS.stream(), QUESTION_WORDS.stream()).collect(Collectors.toSet())));

	/**
	 * Indexes entries in memory.
	 * @param entries the entries to choose from
	 */
	public FaqIndex(List<FaqEntry> entries) {
		this.entries = List.copyOf(entries);
		ByteBuffersDirectory directory = new ByteBuffersDirectory();
		try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(this.words.getAnalyzer()))) {
			for (FaqEntry entry : this.entries) {
				writer.addDocument(document(entry));
			}
			writer.forceMerge(1);
			writer.commit();
			this.searcher = new IndexSearcher(DirectoryReader.open(directory));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Finds the best entry.
	 * @param mentions a question, read
	 * @return the entry, or empty if none fits well enough
	 */
	public Optional<FaqEntry> find(Mentions mentions) {
		boolean product = !mentions.products().isEmpty();
		Query topic = everywhere(this.topics, mentions.rest());
		BooleanQuery.Builder query = new BooleanQuery.Builder();
		if (topic != null) {
			query.add(topic, Occur.MUST);
			query.add(new BoostQuery(this.words.createBooleanQuery(QUESTION, mentions.rest()), 2f), Occur.SHOULD);
		}
		if (product) {
			query.add(products(mentions.products(), topic != null), Occur.FILTER);
			mentions.products()
				.forEach((name) -> query.add(new BoostQuery(new ConstantScoreQuery(product(name)), 4f), Occur.SHOULD));
		}
		return best(query.build(), product ? 0 : LOWEST_SCORE);
	}

	private Optional<FaqEntry> best(Query query, float lowestScore) {
		try {
			// One segment without deletions: the document's number is the entry's
			ScoreDoc[] found = this.searcher.search(query, 1).scoreDocs;
			return (found.length > 0 && found[0].score >= lowestScore) ? Optional.of(this.entries.get(found[0].doc))
					: Optional.empty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static @Nullable Query everywhere(QueryBuilder builder, String text) {
		Query inQuestion = builder.createBooleanQuery(QUESTION, text);
		Query inKeywords = builder.createBooleanQuery(KEYWORDS, text);
		Query inAnswer = builder.createBooleanQuery(ANSWER, text);
		if (inQuestion == null || inKeywords == null || inAnswer == null) {
			return null;
		}
		return new BooleanQuery.Builder().add(new BoostQuery(inQuestion, 3f), Occur.SHOULD)
			.add(new BoostQuery(inKeywords, 1.5f), Occur.SHOULD)
			.add(new BoostQuery(inAnswer, 0.5f), Occur.SHOULD)
			.build();
	}

	private static Query products(Set<String> products, boolean orNone) {
		BooleanQuery.Builder any = new BooleanQuery.Builder();
		products.forEach((product) -> any.add(product(product), Occur.SHOULD));
		if (orNone) {
			any.add(product(NO_PRODUCT), Occur.SHOULD);
		}
		return any.build();
	}

	private static Query product(String product) {
		return new TermQuery(new Term(PRODUCT, product));
	}

	private static Analyzer analyzer(Set<String> stopWords) {
		return new LimitTokenCountAnalyzer(new EnglishAnalyzer(new CharArraySet(stopWords, true)), MOST_WORDS);
	}

	private static Document document(FaqEntry entry) {
		Document document = new Document();
		document.add(new TextField(QUESTION, entry.question(), Store.NO));
		document.add(new TextField(KEYWORDS, entry.keywords(), Store.NO));
		document.add(new TextField(ANSWER, entry.answer(), Store.NO));
		document.add(new StringField(PRODUCT, (entry.product() != null) ? entry.product() : NO_PRODUCT, Store.NO));
		return document;
	}

}
