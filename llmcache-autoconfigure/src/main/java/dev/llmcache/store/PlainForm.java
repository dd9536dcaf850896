package dev.llmcache.store;

/**
 * Records whose payload anyone can read who can read the store.
 *
 * @param compression of payloads
 */
public record PlainForm(Compression compression) implements RecordForm {

	@Override
	public byte[] write(RecordPlace place, StoredRecord record) {
		byte[] compressed = this.compression.compress(record.payload());
		return (compressed != null) ? record.encode(StoredRecord.COMPRESSED, compressed) : record.encode();
	}

	/**
	 * {@inheritDoc} An encrypted record is locked: an instance that lacks the settings of
	 * the others must not delete what they store.
	 */
	@Override
	public Reading read(RecordPlace place, byte[] bytes) {
		int flags = StoredRecord.flagsOf(bytes);
		if (flags < 0) {
			return StoredRecord.isLater(bytes) ? Reading.LATER : Reading.UNREADABLE;
		}
		if ((flags & StoredRecord.ENCRYPTED) != 0) {
			return Reading.LOCKED;
		}
		StoredRecord record = StoredRecord.decodeAny(bytes);
		byte[] payload = (record != null) ? Compression.payload(flags, record.payload()) : null;
		return (record != null && payload != null) ? new Reading.Found(record.with(payload)) : Reading.UNREADABLE;
	}

}
