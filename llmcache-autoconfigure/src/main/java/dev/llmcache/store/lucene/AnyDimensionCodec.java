package dev.llmcache.store.lucene;

import java.io.IOException;

import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.FilterCodec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/**
 * Lucene's default codec, with quantised vectors where that is wanted, and without its
 * limit of 1,024 dimensions, which many embedding models exceed.
 * <p>
 * The limit is checked when a vector is added and nowhere else, and a segment says itself
 * how its vectors are quantised, so that the bytes and the names that they are read by
 * are those of the default codec.
 */
final class AnyDimensionCodec extends FilterCodec {

	private final KnnVectorsFormat vectorsFormat;

	AnyDimensionCodec(Quantization quantization) {
		super(Codec.getDefault().getName(), Codec.getDefault());
		this.vectorsFormat = new AnyDimensionFormat((quantization == Quantization.NONE)
				? this.delegate.knnVectorsFormat() : new QuantizedFormat(quantization.bits()));
	}

	@Override
	public KnnVectorsFormat knnVectorsFormat() {
		return this.vectorsFormat;
	}

	/** Has each segment say in which format its vectors are. */
	private static final class QuantizedFormat extends PerFieldKnnVectorsFormat {

		private final KnnVectorsFormat format;

		QuantizedFormat(int bits) {
			this.format = new Lucene104HnswScalarQuantizedVectorsFormat(ScalarEncoding.fromNumBits(bits),
					Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN, Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH);
		}

		@Override
		public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
			return this.format;
		}

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
