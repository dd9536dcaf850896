package dev.llmcache.benchmarks.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.llmcache.benchmarks.ApplicationProcess;
import dev.llmcache.benchmarks.faults.node.FaultsNode;
import dev.llmcache.benchmarks.faults.node.Load;
import dev.llmcache.benchmarks.faults.node.LoadReport;
import dev.llmcache.benchmarks.faults.node.Question;
import dev.llmcache.benchmarks.faults.node.Sample;
import tools.jackson.databind.json.JsonMapper;

/**
 * An instance of the application, in a process of its own.
 *
 * @param process the process
 */
record Node(ApplicationProcess process) implements AutoCloseable {

	// Three compilers that optimise take the two cores from what is measured, and so do
	// collections: there is room for what is made between two faults, and for what is
	// compiled
	private static final List<String> OPTIONS = List.of("-Xmx4g", "-Xmn3500m", "-XX:+AlwaysPreTouch",
			"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:MetaspaceSize=256m", "-XX:ReservedCodeCacheSize=240m",
			"-Xlog:gc");

	private static final JsonMapper JSON = JsonMapper.shared();

	static Node start(String name, Path logs, Map<String, String> properties) {
		return new Node(ApplicationProcess.start(name, FaultsNode.class, OPTIONS, logs, properties));
	}

	void awaitReady() {
		this.process.awaitReady();
	}

	/**
	 * Has the node ask once.
	 */
	Sample ask(Question question) {
		return JSON.readValue(this.process.post(FaultsNode.ASK, JSON.writeValueAsBytes(question)), Sample.class);
	}

	/**
	 * Has the node get ready for calls.
	 */
	void warmUp(Load load) {
		this.process.post(FaultsNode.WARM_UP, JSON.writeValueAsBytes(load));
	}

	/**
	 * Has the node begin to make calls.
	 */
	void begin(Load load) {
		this.process.post(FaultsNode.BEGIN, JSON.writeValueAsBytes(load));
	}

	/**
	 * Has the node stop, and tell what became of its calls.
	 */
	LoadReport end() {
		return JSON.readValue(this.process.post(FaultsNode.END, new byte[0]), LoadReport.class);
	}

	@Override
	public void close() {
		this.process.close();
	}

}
