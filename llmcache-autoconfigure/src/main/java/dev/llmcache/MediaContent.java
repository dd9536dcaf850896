package dev.llmcache;

import java.util.Arrays;
import java.util.Objects;

/**
 * Content of an image, a sound or a file.
 */
public sealed interface MediaContent {

	/**
	 * The content itself; equal to any other of the same bytes.
	 *
	 * @param bytes the content, copied on the way in and out
	 */
	record Bytes(byte[] bytes) implements MediaContent {

		public Bytes {
			bytes = bytes.clone();
		}

		@Override
		public byte[] bytes() {
			return this.bytes.clone();
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Bytes that && Arrays.equals(this.bytes, that.bytes);
		}

		@Override
		public int hashCode() {
			return Arrays.hashCode(this.bytes);
		}

		@Override
		public String toString() {
			return "Bytes[length=%d]".formatted(this.bytes.length);
		}

	}

	/**
	 * Where the content is.
	 *
	 * @param uri a URI, as the provider wrote it
	 */
	record Reference(String uri) implements MediaContent {

		public Reference {
			Objects.requireNonNull(uri);
		}

		@Override
		public String toString() {
			return "Reference[length=%d]".formatted(this.uri.length());
		}

	}

}
