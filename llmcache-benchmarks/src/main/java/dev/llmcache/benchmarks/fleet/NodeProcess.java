package dev.llmcache.benchmarks.fleet;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.llmcache.benchmarks.ApplicationProcess;
import dev.llmcache.benchmarks.fleet.node.Ask;
import dev.llmcache.benchmarks.fleet.node.FleetNode;
import dev.llmcache.benchmarks.fleet.node.Invalidated;
import dev.llmcache.benchmarks.fleet.node.Reply;
import tools.jackson.databind.json.JsonMapper;

/**
 * A node, in a process of its own that does not outlive this one.
 *
 * @param number which of the nodes it is
 * @param process the process
 */
record NodeProcess(int number, ApplicationProcess process) implements AutoCloseable {

	private static final List<String> OPTIONS = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

	private static final JsonMapper JSON = JsonMapper.shared();

	/**
	 * Starts a node.
	 * @param number which of the nodes it is
	 * @param logs directory for what it prints
	 * @param properties Spring Boot properties
	 * @return the node, which is yet to get ready
	 */
	static NodeProcess start(int number, Path logs, Map<String, String> properties) {
		return new NodeProcess(number,
				ApplicationProcess.start("node-" + number, FleetNode.class, OPTIONS, logs, properties));
	}

	/**
	 * Has the node ask, and waits for its replies.
	 */
	List<Reply> ask(Ask ask) {
		return List.of(JSON.readValue(this.process.post(FleetNode.ASK, JSON.writeValueAsBytes(ask)), Reply[].class));
	}

	/**
	 * Has the node invalidate a tag.
	 */
	Invalidated invalidate(String tag) {
		return JSON.readValue(this.process.post(FleetNode.INVALIDATE, tag.getBytes(StandardCharsets.UTF_8)),
				Invalidated.class);
	}

	/**
	 * Waits until the node can be told what to do.
	 */
	void awaitReady() {
		this.process.awaitReady();
	}

	/**
	 * Ends the node by a signal that it cannot catch.
	 */
	void kill() {
		this.process.kill();
	}

	@Override
	public void close() {
		this.process.close();
	}

}
