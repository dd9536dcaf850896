package dev.llmcache.store.pgvector;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.Neighbour;
import dev.llmcache.store.RecordPlace;
import dev.llmcache.store.RecordReader;
import dev.llmcache.store.StoredRecord;

/**
 * What a search found, to be read once its connection is free for others: a record may
 * need a key that is in the same database.
 *
 * @param rows the rows, the nearest first
 * @param entries of the scope, no further than they were counted; 0 if they were not
 */
record FoundRows(List<Row> rows, long entries) {

	static FoundRows read(Fingerprint partition, ResultSet results) throws SQLException {
		byte[] scope = partition.bytes();
		List<Row> rows = new ArrayList<>();
		long entries = 0;
		while (results.next()) {
			entries = results.getLong("entries");
			RecordPlace place = PgvectorStatements.place(results.getBytes("id"), scope);
			double distance = results.getDouble("distance");
			if (place != null) {
				rows.add(new Row(place, results.getBytes("record"), distance));
			}
		}
		return new FoundRows(rows, entries);
	}

	List<Neighbour> neighbours(RecordReader records) {
		List<Neighbour> neighbours = new ArrayList<>();
		for (Row row : this.rows) {
			StoredRecord record = records.read(row.place(), row.record());
			// a vector of zeros is at no distance from anything
			if (record != null && !Double.isNaN(row.distance())) {
				neighbours.add(new Neighbour(row.place().id(), Math.clamp(1 - row.distance(), -1, 1), record));
			}
		}
		return neighbours;
	}

	/**
	 * Row as it was found.
	 *
	 * @param place where its record lies
	 * @param record the bytes of the record
	 * @param distance from the vector that was searched for
	 */
	private record Row(RecordPlace place, byte[] record, double distance) {

	}

}
