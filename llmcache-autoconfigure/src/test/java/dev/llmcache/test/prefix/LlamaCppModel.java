package dev.llmcache.test.prefix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import org.awaitility.Awaitility;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;

/**
 * Chat model of llama.cpp in this process, with a {@link RandomModelFile}. It keeps what
 * it computed of the last prompt, and its log tells how many tokens of the next one it
 * evaluates anew.
 */
public final class LlamaCppModel implements ChatModel, AutoCloseable {

	private static final Pattern EVALUATED = Pattern.compile("prompt eval time =\\s+([\\d.]+) ms /\\s+(\\d+) tokens");

	private final Path log;

	private final LlamaModel model;

	private final List<Evaluation> evaluations = new ArrayList<>();

	/**
	 * Loads the model.
	 * @param directory where the model is written
	 * @param log where the engine logs, the same for all models of a process; models that
	 * are loaded begin it anew
	 */
	public LlamaCppModel(Path directory, Path log) throws IOException {
		this.log = log;
		Path file = RandomModelFile.write(directory.resolve("random.gguf"));
		this.model = new LlamaModel(new ModelParameters().setModel(file.toString())
			.setCtxSize(8_192)
			.setThreads(2)
			.setThreadsBatch(2)
			.setParallel(1)
			.setLogFile(this.log.toString()));
	}

	/** What of each prompt was computed, in their order. */
	public synchronized List<Evaluation> evaluations() {
		return List.copyOf(this.evaluations);
	}

	/** Tokens of a text. */
	public int tokens(String text) {
		return this.model.encode(text).length;
	}

	@Override
	public synchronized ChatResponse call(Prompt prompt) {
		StringBuilder text = new StringBuilder();
		for (Message message : prompt.getInstructions()) {
			text.append("<|%s|>\n%s\n".formatted(message.getMessageType().getValue(), message.getText()));
		}
		int before = evaluated().size();
		long start = System.nanoTime();
		String answer = this.model
			.complete(new InferenceParameters(text.toString()).setCachePrompt(true).setNPredict(1).setTemperature(0));
		double millis = (System.nanoTime() - start) / 1e6;
		// The log is written by a thread of its own
		List<Integer> evaluated = Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.pollInterval(Duration.ofMillis(5))
			.until(this::evaluated, (counts) -> counts.size() > before);
		this.evaluations.add(new Evaluation(evaluated.getLast(), millis));
		return new ChatResponse(List.of(new Generation(new AssistantMessage(answer))));
	}

	private List<Integer> evaluated() {
		return EVALUATED.matcher(read(this.log)).results().map((line) -> Integer.valueOf(line.group(2))).toList();
	}

	private static String read(Path file) {
		try {
			return Files.readString(file, StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public ChatOptions getOptions() {
		return ToolCallingChatOptions.builder().model("random").build();
	}

	@Override
	public void close() {
		this.model.close();
	}

	/**
	 * What of a prompt was computed.
	 *
	 * @param tokens tokens that were evaluated, as the engine counts them
	 * @param millis how long the whole call took
	 */
	public record Evaluation(int tokens, double millis) {

	}

}
