package dev.llmcache.benchmarks.speed.node;

/**
 * What a start took.
 *
 * @param millis from the start of the virtual machine until the application was ready
 * @param cpuMillis time of a processor that the main thread had until then
 * @param bootMillis what Spring Boot says that it took
 * @param memory what was taken after a few calls
 */
public record StartUp(long millis, long cpuMillis, long bootMillis, Memory memory) {
}
