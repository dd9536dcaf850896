package dev.llmcache.autoconfigure;

import java.util.List;

import dev.llmcache.Layer;
import dev.llmcache.LlmCache;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.embedding.SpringAiQuestionEmbedder;
import dev.llmcache.embedding.local.LocalQuestionEmbedder;
import dev.llmcache.test.WordEmbedder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.model.zzz.ZzzEmbeddingAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class EmbeddingChoiceTests {

	private static final FilteredClassLoader WITHOUT_LOCAL_MODELS = new FilteredClassLoader(
			(resource) -> resource.endsWith(".onnx") || resource.endsWith("tokenizer.json"));

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class));

	@Test
	void takesTheModelOnTheClassPathWhereThereIsNoOther() {
		this.runner.run((context) -> assertThat(context).getBean(QuestionEmbedder.class)
			.isInstanceOf(LocalQuestionEmbedder.class));
	}

	@Test
	void takesTheApplicationsOnlyModel() {
		this.runner.withBean(EmbeddingModel.class, ConstantEmbeddingModel::new)
			.run((context) -> assertThat(context).getBean(QuestionEmbedder.class)
				.isInstanceOf(SpringAiQuestionEmbedder.class));
	}

	@Test
	void takesTheModelOfAnyAutoConfigurationWhateverItsName() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class,
					LlmCacheEndpointAutoConfiguration.class, ZzzEmbeddingAutoConfiguration.class))
			.withClassLoader(WITHOUT_LOCAL_MODELS)
			.run((context) -> {
				assertThat(context).getBean(QuestionEmbedder.class).isInstanceOf(SpringAiQuestionEmbedder.class);
				assertThat(context.getBean(LlmCache.class).layers()).contains(Layer.SEMANTIC);
			});
	}

	@Test
	void takesTheModelThatIsNamed() {
		ApplicationContextRunner two = this.runner.withBean("one", EmbeddingModel.class, ConstantEmbeddingModel::new)
			.withBean("two", EmbeddingModel.class, ConstantEmbeddingModel::new);
		two.withPropertyValues("llmcache.embedding.model=two", "llmcache.embedding.model-id=mine")
			.run((context) -> assertThat(context.getBean(QuestionEmbedder.class).modelId()).isEqualTo("mine/2"));
		two.withPropertyValues("llmcache.embedding.model=local")
			.run((context) -> assertThat(context).getBean(QuestionEmbedder.class)
				.isInstanceOf(LocalQuestionEmbedder.class));
	}

	@Test
	void aNameThatNoModelHasIsAFailureThatNamesTheProperty() {
		this.runner.withPropertyValues("llmcache.embedding.model=none")
			.run((context) -> assertThat(StartupFailures.analysis(context).getAction())
				.contains("llmcache.embedding.model"));
	}

	@Test
	void twoModelsAndNoneOnTheClassPathAreAFailureThatNamesTheProperty() {
		this.runner.withBean("one", EmbeddingModel.class, ConstantEmbeddingModel::new)
			.withBean("two", EmbeddingModel.class, ConstantEmbeddingModel::new)
			.withClassLoader(WITHOUT_LOCAL_MODELS)
			.run((context) -> assertThat(StartupFailures.analysis(context).getAction())
				.contains("llmcache.embedding.model"));
	}

	@Test
	void withoutAnyModelThereIsNoSemanticLayerAndTheLogSaysWhy(CapturedOutput output) {
		this.runner.withClassLoader(WITHOUT_LOCAL_MODELS)
			.run((context) -> assertThat(context.getBean(LlmCache.class).layers()).containsExactly(Layer.EXACT));
		assertThat(output).contains("semantic: off (no EmbeddingModel bean and no model on the class path)");
	}

	@Test
	void backsOffForTheApplicationsOwnEmbedder() {
		QuestionEmbedder own = new WordEmbedder("own");
		this.runner.withBean(QuestionEmbedder.class, () -> own)
			.run((context) -> assertThat(context).getBean(QuestionEmbedder.class).isSameAs(own));
	}

	private static final class ConstantEmbeddingModel implements EmbeddingModel {

		@Override
		public EmbeddingResponse call(EmbeddingRequest request) {
			return new EmbeddingResponse(List.of(new Embedding(new float[] { 1, 0 }, 0)));
		}

		@Override
		public float[] embed(Document document) {
			return new float[] { 1, 0 };
		}

	}

}
