package dev.llmcache.store.lucene;

import java.io.IOException;

import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.FilterCodec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Lucene's default codec without its limit of 1,024 dimensions, which many embedding
 * models exceed.
 * <p>
 * The limit is checked when a vector is added and nowhere else, so that the bytes and the
 * name that they are read by are those of the default codec.
 */
final class AnyDimensionCodec extends FilterCodec {

	private final KnnVectorsFormat vectorsFormat;

	AnyDimensionCodec() {
		super(Codec.getDefault().getName(), Codec.getDefault());
		this.vectorsFormat = new AnyDimensionFormat(this.delegate.knnVectorsFormat());
	}

	@Override
	public KnnVectorsFormat knnVectorsFormat() {
		return this.vectorsFormat;
	}

	private static final class AnyDimensionFormat extends KnnVectorsFormat {

		private final KnnVectorsFormat delegate;

		AnyDimensionFormat(KnnVectorsFormat delegate) {
			super(delegate.getName());
			this.delegate = delegate;
		}

		@Override
		public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
			return this.delegate.fieldsWriter(state);
		}

		@Override
		public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
			return this.delegate.fieldsReader(state);
		}

		@Override
		public int getMaxDimensions(String fieldName) {
			return Integer.MAX_VALUE;
		}

	}

}
