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
 * What a search found.
 *
 * @param partition where it searched
 * @param records reads the records
 */
record FoundRows(Fingerprint partition, RecordReader records) {

	List<Neighbour> neighbours(ResultSet results) throws SQLException {
		List<Neighbour> neighbours = new ArrayList<>();
		while (results.next()) {
			RecordPlace place = PgvectorStatements.place(results.getBytes("id"), this.partition.bytes());
			StoredRecord record = (place != null) ? this.records.read(place, results.getBytes("record")) : null;
			double distance = results.getDouble("distance");
			// a vector of zeros is at no distance from anything
			if (place != null && record != null && !Double.isNaN(distance)) {
				neighbours.add(new Neighbour(place.id(), Math.clamp(1 - distance, -1, 1), record));
			}
		}
		return neighbours;
	}

}
