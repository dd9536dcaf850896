package dev.llmcache.store.observed;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * What is observed of back ends.
 */
public enum OperationDocumentation implements ObservationDocumentation {

	/** One call of a back end, under whatever is observed on the thread of the caller. */
	OPERATION {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultOperationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinality.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinality.values();
		}

	};

	/**
	 * Keys of meters and spans.
	 */
	public enum LowCardinality implements KeyName {

		/** What was asked: redis, postgresql, lucene, vector-store. */
		BACKEND {

			@Override
			public String asString() {
				return "backend";
			}

		},

		/** Whose entries it keeps: exact, semantic, embedding, or none. */
		LAYER {

			@Override
			public String asString() {
				return "layer";
			}

		},

		/** What was done. */
		OPERATION {

			@Override
			public String asString() {
				return "operation";
			}

		},

		/** Simple name of the class of what was thrown, or none. */
		ERROR_TYPE {

			@Override
			public String asString() {
				return "error.type";
			}

		}

	}

	/**
	 * Keys of spans only.
	 */
	public enum HighCardinality implements KeyName {

		/** The database, if it is known which: redis, postgresql or lucene. */
		DB_SYSTEM_NAME {

			@Override
			public String asString() {
				return "db.system.name";
			}

		},

		/** What was done. */
		DB_OPERATION_NAME {

			@Override
			public String asString() {
				return "db.operation.name";
			}

		},

		/** Entries that were asked for or put together, if more than one. */
		DB_OPERATION_BATCH_SIZE {

			@Override
			public String asString() {
				return "db.operation.batch.size";
			}

		},

		/** Entries that were found, if any were asked for. */
		FOUND {

			@Override
			public String asString() {
				return "llmcache.found";
			}

		}

	}

}
