package dev.llmcache.benchmarks.speed.node;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Start of an application in this process.
 *
 * @param context the application, ready
 * @param millis from the start of the virtual machine until then
 * @param cpuMillis time of a processor that this thread had until then
 * @param bootMillis what Spring Boot says that it took
 */
record Start(ConfigurableApplicationContext context, long millis, long cpuMillis, long bootMillis) {

	private static final String QUESTION = "When do you open on a Monday?";

	private static final String IN_OTHER_WORDS = "When do you open on a Monday, please?";

	/** For writes that nobody waits for. */
	private static final Duration PAUSE = Duration.ofMillis(500);

	static Start of(Class<?> application, String[] arguments) {
		AtomicReference<Duration> taken = new AtomicReference<>(Duration.ZERO);
		AtomicLong ready = new AtomicLong();
		AtomicLong cpu = new AtomicLong();
		ConfigurableApplicationContext context = new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.listeners((ApplicationListener<ApplicationReadyEvent>) (event) -> {
				ready.set(System.currentTimeMillis());
				taken.set(Objects.requireNonNull(event.getTimeTaken()));
				cpu.set(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
			})
			.run(arguments);
		long started = ManagementFactory.getRuntimeMXBean().getStartTime();
		return new Start(context, ready.get() - started, TimeUnit.NANOSECONDS.toMillis(cpu.get()),
				taken.get().toMillis());
	}

	/**
	 * Asks a question, then the same, then the same in other words.
	 * @param same given the second response
	 * @param inOtherWords given the third
	 * @return this
	 */
	Start ask(Consumer<ChatClientResponse> same, Consumer<ChatClientResponse> inOtherWords) {
		ChatClient client = this.context.getBean(ChatClient.class);
		client.prompt().user(QUESTION).call().content();
		pause();
		same.accept(client.prompt().user(QUESTION).call().chatClientResponse());
		inOtherWords.accept(client.prompt().user(IN_OTHER_WORDS).call().chatClientResponse());
		pause();
		return this;
	}

	/**
	 * Prints the figures.
	 */
	void print() {
		StartUp figures = new StartUp(this.millis, this.cpuMillis, this.bootMillis, Memory.read());
		System.out.println(JsonMapper.shared().writeValueAsString(figures));
		this.context.close();
	}

	private static void pause() {
		try {
			Thread.sleep(PAUSE);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
