package dev.llmcache.store.lucene;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

import dev.llmcache.store.lucene.GenerationJournal.Disk;

/**
 * Disk that can be full or broken, and that tells what a loss of power would leave.
 */
final class FaultyDisk implements Disk {

	/** While full, it takes the first half of what is written. */
	boolean full;

	/** While it does, what was written cannot be cut off again. */
	boolean truncatesNothing;

	/** Once, it neither forces what was written to the disk nor keeps it. */
	boolean losesTheNext;

	/** Runs before anything is forced to the disk. */
	Runnable beforeForce = () -> {
	};

	private final Map<Object, Long> forced = new HashMap<>();

	/**
	 * How much of a file has been forced to the disk.
	 * @param file the file, by whatever name it was opened
	 * @return bytes from the start
	 */
	int forced(Path file) throws IOException {
		return Math.toIntExact(this.forced.getOrDefault(identity(file), 0L));
	}

	private static Object identity(Path file) throws IOException {
		return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
	}

	@Override
	public FileChannel open(Path file) throws IOException {
		Object identity = identity(file);
		if (Files.size(file) == 0) {
			this.forced.put(identity, 0L);
		}
		return new FaultyChannel(FileChannel.open(file, StandardOpenOption.WRITE), identity);
	}

	private final class FaultyChannel extends FileChannel {

		private final FileChannel delegate;

		private final Object identity;

		FaultyChannel(FileChannel delegate, Object identity) {
			this.delegate = delegate;
			this.identity = identity;
		}

		@Override
		public int write(ByteBuffer bytes, long position) throws IOException {
			if (!FaultyDisk.this.full) {
				return write(this.delegate, bytes, position);
			}
			ByteBuffer half = bytes.slice(bytes.position(), bytes.remaining() / 2);
			this.delegate.write(half, position);
			throw new IOException("No space left on device");
		}

		/**
		 * A channel that an interruption has closed seems so to those who use this one.
		 */
		private int write(FileChannel target, ByteBuffer bytes, long position) throws IOException {
			try {
				return target.write(bytes, position);
			}
			catch (ClosedByInterruptException ex) {
				close();
				throw ex;
			}
		}

		@Override
		public void force(boolean metaData) throws IOException {
			FaultyDisk.this.beforeForce.run();
			if (FaultyDisk.this.losesTheNext) {
				FaultyDisk.this.losesTheNext = false;
				long kept = FaultyDisk.this.forced.getOrDefault(this.identity, 0L);
				this.delegate.write(ByteBuffer.allocate((int) (this.delegate.size() - kept)), kept);
				throw new IOException("Input/output error");
			}
			this.delegate.force(metaData);
			FaultyDisk.this.forced.put(this.identity, this.delegate.size());
		}

		@Override
		public FileChannel truncate(long size) throws IOException {
			if (FaultyDisk.this.truncatesNothing) {
				throw new IOException("Input/output error");
			}
			this.delegate.truncate(size);
			return this;
		}

		@Override
		protected void implCloseChannel() throws IOException {
			this.delegate.close();
		}

		@Override
		public long size() throws IOException {
			return this.delegate.size();
		}

		@Override
		public int read(ByteBuffer bytes) {
			throw new UnsupportedOperationException();
		}

		@Override
		public long read(ByteBuffer[] bytes, int offset, int length) {
			throw new UnsupportedOperationException();
		}

		@Override
		public int read(ByteBuffer bytes, long position) {
			throw new UnsupportedOperationException();
		}

		@Override
		public int write(ByteBuffer bytes) {
			throw new UnsupportedOperationException();
		}

		@Override
		public long write(ByteBuffer[] bytes, int offset, int length) {
			throw new UnsupportedOperationException();
		}

		@Override
		public long position() {
			throw new UnsupportedOperationException();
		}

		@Override
		public FileChannel position(long position) {
			throw new UnsupportedOperationException();
		}

		@Override
		public long transferTo(long position, long count, WritableByteChannel target) {
			throw new UnsupportedOperationException();
		}

		@Override
		public long transferFrom(ReadableByteChannel source, long position, long count) {
			throw new UnsupportedOperationException();
		}

		@Override
		public MappedByteBuffer map(MapMode mode, long position, long size) {
			throw new UnsupportedOperationException();
		}

		@Override
		public FileLock lock(long position, long size, boolean shared) {
			throw new UnsupportedOperationException();
		}

		@Override
		public FileLock tryLock(long position, long size, boolean shared) {
			throw new UnsupportedOperationException();
		}

	}

}
