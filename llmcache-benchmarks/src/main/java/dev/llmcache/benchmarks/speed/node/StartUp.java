package dev.llmcache.benchmarks.speed.node;

/**
 * What a start took.
 *
 * @param millis from the start of the virtual machine until the application was ready
 * @param bootMillis what Spring Boot says that it took
 * @param memory what was taken after a few calls
 */
public record StartUp(long millis, long bootMillis, Memory memory) {
}
