package dev.streamgate.upload.verify;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/** What is measured of uploads beyond their requests. */
enum UploadMeters implements MeterDocumentation {

    /** How long the look at a complete file took, and what came of it. */
    VERIFICATION {
        @Override
        public String getName() {
            return "streamgate.upload.verification";
        }

        @Override
        public Meter.Type getType() {
            return Meter.Type.TIMER;
        }

        @Override
        public KeyName[] getKeyNames() {
            return Tags.values();
        }
    },

    /** Bytes of the files that were stored. */
    SIZE {
        @Override
        public String getName() {
            return "streamgate.upload.size";
        }

        @Override
        public String getBaseUnit() {
            return "bytes";
        }

        @Override
        public Meter.Type getType() {
            return Meter.Type.DISTRIBUTION_SUMMARY;
        }
    };

    /** Tags of low cardinality. */
    enum Tags implements KeyName {

        /** Which way the upload came in: tus, partial, final, form, chunks. */
        KIND {
            @Override
            public String asString() {
                return "kind";
            }
        },

        /** What came of it: stored, rejected. */
        OUTCOME {
            @Override
            public String asString() {
                return "outcome";
            }
        }

    }

}
