package dev.llmcache.autoconfigure;

import java.util.concurrent.atomic.AtomicReference;

import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.report.History;
import dev.llmcache.test.WordEmbedder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryLifecycleTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class))
		.withBean(QuestionEmbedder.class, () -> new WordEmbedder("words"))
		.withPropertyValues("llmcache.tenancy=single");

	@Test
	void asksForNoBeansFromItsThreadBeforeAllAreThere() {
		this.runner.withUserConfiguration(SlowStart.class).run((context) -> {
			assertThat(context.getBean(SlowStart.class).running).hasValue(false);
			assertThat(context.getBean(History.class).isRunning()).isTrue();
		});
	}

	@Test
	void remembersWhereBeansAreMadeOnlyWhenTheyAreWanted() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				assertThat(context.getBeanFactory().containsSingleton("llmCacheHistory")).isTrue();
				assertThat(context.getBean(History.class).isRunning()).isTrue();
			});
	}

	@Test
	void restsWhileTheContextIsStopped() {
		this.runner.run((context) -> {
			context.stop();
			assertThat(context.getBean(History.class).isRunning()).isFalse();
			context.start();
			assertThat(context.getBean(History.class).isRunning()).isTrue();
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class SlowStart {

		private final AtomicReference<@Nullable Boolean> running = new AtomicReference<>();

		@Bean
		SmartInitializingSingleton last(ObjectProvider<History> history) {
			return () -> this.running.set(history.getObject().isRunning());
		}

	}

}
