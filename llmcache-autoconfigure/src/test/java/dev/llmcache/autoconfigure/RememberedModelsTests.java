package dev.llmcache.autoconfigure;

import java.util.List;

import dev.llmcache.Layer;
import dev.llmcache.LlmCache;
import dev.llmcache.Owner;
import dev.llmcache.embedding.CachingEmbeddingModel;
import dev.llmcache.embedding.EmbeddingCache;
import dev.llmcache.embedding.QuestionOwner;
import dev.llmcache.embedding.VectorMemory;
import dev.llmcache.test.CountingEmbeddingModel;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class RememberedModelsTests {

	private static final String BEANS = "llmcache.embedding.beans=model";

	private final CountingEmbeddingModel model = new CountingEmbeddingModel();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class))
		.withBean("model", CountingEmbeddingModel.class, () -> this.model)
		.withPropertyValues("llmcache.tenancy=single");

	@Test
	void leavesModelsAloneThatNobodyNamed() {
		this.runner.run((context) -> {
			assertThat(context.getBean(EmbeddingModel.class)).isSameAs(this.model);
			embedTwice(context.getBean(EmbeddingModel.class));
			assertThat(this.model.embedded()).containsEntry("text", 2);
		});
	}

	@Test
	void remembersForAModelThatIsNamedWhoeverAsksForItsClass() {
		for (String beans : List.of("model", "*")) {
			this.runner.withPropertyValues("llmcache.embedding.beans=" + beans).run((context) -> {
				EmbeddingModel bean = context.getBean(CountingEmbeddingModel.class);
				assertThat(RememberedModels.of(bean)).isNotNull();
				embedTwice(bean);
			});
		}
		assertThat(this.model.embedded()).containsEntry("text", 2);
	}

	@Test
	void remembersForAModelOfAFinalClassThatIsAskedForByItsInterface() {
		this.runner.withBean("final", FinalModel.class, FinalModel::new)
			.withPropertyValues("llmcache.embedding.beans=final", "llmcache.embedding.model=model")
			.run((context) -> assertThat(context.getBean("final")).isInstanceOf(CachingEmbeddingModel.class));
	}

	@Test
	void remembersForAModelThatCannotBeExtended() {
		this.runner.withBean("closed", ClosedModel.class, ClosedModel::create)
			.withBean("fixed", FixedModel.class, FixedModel::new)
			.withPropertyValues("llmcache.embedding.beans=closed,fixed", "llmcache.embedding.model=model")
			.run((context) -> {
				for (String name : List.of("closed", "fixed")) {
					EmbeddingModel bean = context.getBean(name, EmbeddingModel.class);
					assertThat(RememberedModels.of(bean)).isNotNull();
					embedTwice(bean);
					assertThat(bean.embed("text")).containsExactly(CountingEmbeddingModel.vectorOf("text"));
				}
			});
	}

	@Test
	void theCacheSharesTheVectorsOfAModelThatOthersHaveWrapped() {
		this.runner.withBean("wrapping", WrappingProcessor.class, WrappingProcessor::new)
			.withPropertyValues(BEANS)
			.run((context) -> {
				context.getBean(EmbeddingCache.class).embed(new Owner.Application(), "How?");
				context.getBean(EmbeddingModel.class).embed("How?");
				assertThat(this.model.embedded()).containsEntry("How?", 1);
			});
	}

	@Test
	void theCacheSharesTheVectorsOfItsModelsBean() {
		this.runner.withPropertyValues(BEANS).run((context) -> {
			assertThat(context.getBean(EmbeddingCache.class).embed(new Owner.Application(), "How?")).hasSize(16);
			assertThat(context.getBean(EmbeddingModel.class).embed("How?"))
				.containsExactly(CountingEmbeddingModel.vectorOf("How?"));
			assertThat(this.model.embedded()).containsEntry("How?", 1);
			assertThat(context.getBean(EmbeddingCache.class).modelId()).isEqualTo("CountingEmbeddingModel/counting/16");
			assertThat(context.getBean(LlmCache.class).layers()).contains(Layer.EMBEDDING);
		});
	}

	@Test
	void withTenantsAQuestionOfNobodyIsNotRemembered() {
		this.runner.withPropertyValues(BEANS, "llmcache.tenancy=multi").run((context) -> {
			EmbeddingModel bean = context.getBean(EmbeddingModel.class);
			bean.embed("How?");
			bean.embed("How?");
			assertThat(this.model.embedded()).containsEntry("How?", 2);
			QuestionOwner acme = QuestionOwner.of(new Owner.Tenant("acme"));
			acme.call(() -> bean.embed("How?"));
			acme.call(() -> bean.embed("How?"));
			assertThat(this.model.embedded()).containsEntry("How?", 3);
		});
	}

	@Test
	void remembersWithoutASemanticLayerToo() {
		this.runner.withPropertyValues(BEANS, "llmcache.semantic.enabled=false").run((context) -> {
			embedTwice(context.getBean(EmbeddingModel.class));
			assertThat(this.model.embedded()).containsEntry("text", 1);
			LlmCache cache = context.getBean(LlmCache.class);
			assertThat(cache.layers()).containsExactly(Layer.EXACT, Layer.EMBEDDING);
			cache.setEnabled(Layer.EMBEDDING, false);
			embedTwice(context.getBean(EmbeddingModel.class));
			assertThat(this.model.embedded()).containsEntry("text", 3);
		});
	}

	@Test
	void aDisabledLayerRemembersForNobody() {
		this.runner.withPropertyValues(BEANS, "llmcache.embedding.enabled=false").run((context) -> {
			assertThat(context.getBean(EmbeddingModel.class)).isSameAs(this.model);
			assertThat(context.getBean(LlmCache.class).layers()).doesNotContain(Layer.EMBEDDING);
		});
	}

	@Test
	void roundsWhereItMay() {
		this.runner.withPropertyValues(BEANS, "llmcache.embedding.precision=float16").run((context) -> {
			EmbeddingModel bean = context.getBean(EmbeddingModel.class);
			float[] exact = bean.embed(new Document("text"));
			float[] rounded = bean.embed(new Document("text"));
			assertThat(exact).containsExactly(CountingEmbeddingModel.vectorOf("text"));
			assertThat(rounded).isNotEqualTo(exact);
			for (int i = 0; i < exact.length; i++) {
				assertThat(rounded[i]).isEqualTo(Float.float16ToFloat(Float.floatToFloat16(exact[i])));
			}
		});
	}

	@Test
	void aNameThatNoModelHasIsAFailureThatNamesThoseThatThereAre() {
		this.runner.withPropertyValues("llmcache.embedding.beans=modell")
			.run((context) -> assertThat(StartupFailures.analysis(context).getDescription())
				.contains("llmcache.embedding.beans", "modell", "[model]"));
		this.runner.withPropertyValues("llmcache.embedding.model-ids.modell=mine")
			.run((context) -> assertThat(StartupFailures.analysis(context).getDescription())
				.contains("llmcache.embedding.model-ids", "modell"));
	}

	@Test
	void saysWhichModelDoesNotSayWhatItIs(CapturedOutput output) {
		this.runner.withBean("nameless", EmbeddingModel.class, () -> new CountingEmbeddingModel(""))
			.withPropertyValues("llmcache.embedding.beans=nameless", "llmcache.embedding.model=model")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).containsOnlyOnce("The embedding model 'nameless' does not say which it is")
			.contains("llmcache.embedding.model-ids.nameless");
	}

	@Test
	void countsWhatItDid() {
		this.runner.withPropertyValues(BEANS).run((context) -> {
			embedTwice(context.getBean(EmbeddingModel.class));
			assertThat(context.getBean(VectorMemory.class).counts().remembered()).isOne();
		});
	}

	private static void embedTwice(EmbeddingModel model) {
		assertThat(model.embed(new Document("text"))).containsExactly(CountingEmbeddingModel.vectorOf("text"));
		assertThat(model.embed(new Document("text"))).containsExactly(CountingEmbeddingModel.vectorOf("text"));
	}

	/** Puts a proxy around whatever the model's bean has become. */
	static final class WrappingProcessor implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (!(bean instanceof EmbeddingModel)) {
				return bean;
			}
			ProxyFactory proxies = new ProxyFactory(bean);
			proxies.setProxyTargetClass(true);
			proxies.addAdvice((MethodInterceptor) MethodInvocation::proceed);
			return proxies.getProxy();
		}

	}

	/** Model of a class that has no constructor for others. */
	static class ClosedModel extends CountingEmbeddingModel {

		private ClosedModel(String name) {
			super(name);
		}

		static ClosedModel create() {
			return new ClosedModel("closed");
		}

	}

	/** Model whose methods cannot be overridden. */
	static class FixedModel implements EmbeddingModel {

		private final CountingEmbeddingModel delegate = new CountingEmbeddingModel("fixed");

		@Override
		public final EmbeddingResponse call(EmbeddingRequest request) {
			return this.delegate.call(request);
		}

		@Override
		public final float[] embed(Document document) {
			return this.delegate.embed(document);
		}

	}

	/** Model whose class cannot be extended. */
	static final class FinalModel implements EmbeddingModel {

		private final CountingEmbeddingModel delegate = new CountingEmbeddingModel("final");

		@Override
		public EmbeddingResponse call(EmbeddingRequest request) {
			return this.delegate.call(request);
		}

		@Override
		public float[] embed(Document document) {
			return this.delegate.embed(document);
		}

		EmbeddingOptions getOptions() {
			return this.delegate.getOptions();
		}

	}

}
