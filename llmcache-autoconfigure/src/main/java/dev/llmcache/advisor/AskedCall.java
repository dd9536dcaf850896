package dev.llmcache.advisor;

import dev.llmcache.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Call about which the model is being asked.
 *
 * @param call the call
 * @param trace what the probe sees of it
 * @param snapshot the generations before the model was asked, or null when they are not
 * known
 * @param fence grows with the time at which it was asked
 * @param occasion whether a caller waits for the answer
 */
record AskedCall(PlannedCall.Cached call, CallTrace trace, @Nullable Snapshot snapshot, long fence, Occasion occasion) {

}
