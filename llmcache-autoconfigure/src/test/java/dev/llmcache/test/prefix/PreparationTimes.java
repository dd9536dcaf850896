package dev.llmcache.test.prefix;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.llmcache.advisor.prefix.PrefixAdvisor;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.CallAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;

/**
 * Times that the prefix layer takes of calls.
 */
public final class PreparationTimes {

	private static final ChatResponse ANSWER = new ChatResponse(List.of(new Generation(new AssistantMessage("Yes."))));

	private PreparationTimes() {
	}

	/**
	 * Measures calls whose system text is the same, after as many that do not count.
	 * @param advisor the layer
	 * @param length characters of the system text
	 * @param number how many calls
	 * @return the times of a processor in nanoseconds, in their order: what else the
	 * machine does meanwhile does not count
	 */
	public static long[] of(PrefixAdvisor advisor, int length, int number) {
		ShopCalls calls = new ShopCalls(1, length / 80);
		String stable = calls.stable().substring(0, Math.min(length, calls.stable().length()));
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		long[] nanos = new long[number];
		for (int i = -number; i < number; i++) {
			ToolCallingChatOptions options = ToolCallingChatOptions.builder()
				.model("m")
				.toolCallbacks(calls.tools())
				.build();
			ChatClientRequest request = new ChatClientRequest(
					new Prompt(List.of(new SystemMessage(stable), new UserMessage(calls.question())), options),
					new HashMap<>(Map.of()));
			long start = threads.getCurrentThreadCpuTime();
			advisor.adviseCall(request, new Chain());
			nanos[Math.max(i, 0)] = threads.getCurrentThreadCpuTime() - start;
		}
		Arrays.sort(nanos);
		return nanos;
	}

	/**
	 * Answers at once.
	 */
	private record Chain() implements CallAdvisorChain {

		@Override
		public ChatClientResponse nextCall(ChatClientRequest request) {
			return new ChatClientResponse(ANSWER, Map.of());
		}

		@Override
		public List<CallAdvisor> getCallAdvisors() {
			return List.of();
		}

		@Override
		public CallAdvisorChain copy(CallAdvisor after) {
			return this;
		}

		@Override
		public ObservationRegistry getObservationRegistry() {
			return ObservationRegistry.NOOP;
		}

	}

}
