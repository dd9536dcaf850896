package dev.llmcache.store;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.llmcache.CachedAnswer;
import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.Owner;
import dev.llmcache.Provenance;
import dev.llmcache.Stamp;
import dev.llmcache.test.fuzz.FuzzTarget;
import org.jspecify.annotations.Nullable;

import static dev.llmcache.test.fuzz.FuzzTarget.require;
import static dev.llmcache.test.fuzz.FuzzTarget.requireStable;

/**
 * What all stores read.
 */
public final class StoreFuzzing {

	private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);

	private static final RecordPlace PLACE = RecordPlace.of(Fingerprint.of(new byte[Fingerprint.LENGTH]));

	private StoreFuzzing() {
	}

	public static List<FuzzTarget> targets() {
		return List.of(new FuzzTarget("record", List.of(record().encode()), StoreFuzzing::readRecord),
				new FuzzTarget("record-form",
						List.of(record().encode(), new PlainForm(new Compression(1)).write(PLACE, record())),
						StoreFuzzing::readForm),
				new FuzzTarget("stored-answer", storedAnswers(), StoreFuzzing::readStoredAnswer).seldom(),
				new FuzzTarget("answer", answers(), StoreFuzzing::readAnswer),
				new FuzzTarget("origin", List.of(origin(new Owner.Everyone()).encode(), origin(tenant()).encode()),
						StoreFuzzing::readOrigin),
				new FuzzTarget("vector",
						List.of(StoredVector.encode(new float[] { 1, -0.5F, 3 }, false),
								StoredVector.encode(new float[] { 1, -0.5F, 3 }, true)),
						StoreFuzzing::readVector),
				new FuzzTarget("observation", List.of(new Observation(1.5, true).encode()),
						StoreFuzzing::readObservation));
	}

	/**
	 * A record with stamps and an answer.
	 * @return the record
	 */
	public static StoredRecord record() {
		return new StoredRecord(7, 9, TIME, TIME.plusSeconds(60), TIME.plusSeconds(90), new Mark(3, 4),
				List.of(new Stamp(new Mark(1, 2), 5), new Stamp(Mark.ANY_ERASURE, -1)), storedAnswers().getFirst());
	}

	private static List<byte[]> storedAnswers() {
		return List.of(
				StoredAnswer.encode("When do you open?", origin(tenant()), new byte[] { 1, 2 }, GoldenAnswers.V2),
				StoredAnswer.encode("\uD800", origin(new Owner.Everyone()), GoldenAnswers.V1));
	}

	private static List<byte[]> answers() {
		return List.of(GoldenAnswers.read("v1.json"), GoldenAnswers.read("v2.json"),
				AnswerCodec.encode(GoldenAnswers.V1));
	}

	private static Origin origin(Owner owner) {
		return new Origin(Fingerprint.of(new byte[Fingerprint.LENGTH]), 2, "words",
				new Provenance("shop", "1", "faq", "2", "desk", "model", owner, Map.of("system", "00ff", "tools", "")));
	}

	private static Owner tenant() {
		return new Owner.User("north", "u1");
	}

	private static void readRecord(byte[] input) {
		List<Stamp> stamps = StoredRecord.decodeStamps(input);
		StoredRecord record = StoredRecord.decode(input);
		if (record != null) {
			requireStable(input, record.encode());
			require(record.stamps().equals(stamps), "The stamps alone are those of the record");
			require(record.length() == input.length, "A record knows its length");
			require(!record.toString().isEmpty() && record.isLiveAt(TIME) == TIME.isBefore(record.expiresAt()),
					"A record tells its times");
		}
	}

	private static void readForm(byte[] input) {
		if (RecordForm.PLAIN.read(PLACE, input) instanceof Reading.Found(StoredRecord record)) {
			require(record.payload().length <= (long) input.length * Compression.MAX_RATIO, "Nothing swells too much");
			require(RecordForm.PLAIN.read(PLACE, record.encode()) instanceof Reading.Found(StoredRecord again)
					&& Arrays.equals(again.encode(), record.encode()), "A record is read as it was written");
		}
	}

	private static void readStoredAnswer(byte[] input) {
		StoredAnswer stored = StoredAnswer.of(input);
		if (stored != null) {
			CachedAnswer answer = stored.answer();
			Origin origin = stored.origin();
			require(stored.note().remaining() <= input.length, "The note is within the payload");
			if (origin != null) {
				StoredAnswer again = Objects.requireNonNull(StoredAnswer.of(stored.with(origin)));
				require(again.question().equals(stored.question()), "The question stays the same");
				require(Objects.equals(again.answer(), answer), "The answer stays the same");
			}
		}
	}

	private static void readAnswer(byte[] input) {
		CachedAnswer answer = AnswerCodec.decode(input);
		if (answer != null) {
			byte[] written = AnswerCodec.encode(answer);
			CachedAnswer read = AnswerCodec.decode(written);
			require(answer.equals(read), "An answer is read as it was written");
			requireStable(written, AnswerCodec.encode(Objects.requireNonNull(read)));
		}
	}

	private static void readOrigin(byte[] input) {
		Origin origin = Origin.decode(input);
		if (origin != null) {
			require(origin.equals(Origin.decode(origin.encode())), "An origin is read as it was written");
		}
	}

	private static void readVector(byte[] input) {
		float @Nullable [] vector = StoredVector.decode(input);
		if (vector != null) {
			byte[] written = StoredVector.encode(vector, StoredVector.isHalf(input));
			requireStable(written, StoredVector.encode(Objects.requireNonNull(StoredVector.decode(written)),
					StoredVector.isHalf(written)));
		}
	}

	private static void readObservation(byte[] input) {
		if (input.length >= Observation.LENGTH) {
			Observation observation = Observation.decode(ByteBuffer.wrap(input));
			if (observation != null) {
				require(observation.equals(Observation.decode(ByteBuffer.wrap(observation.encode()))),
						"A verdict is read as it was written");
			}
		}
	}

}
