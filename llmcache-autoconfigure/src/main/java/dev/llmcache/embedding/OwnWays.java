package dev.llmcache.embedding;

import java.lang.reflect.Method;
import java.util.List;

import org.springframework.aop.support.AopUtils;
import org.springframework.ai.embedding.BatchingStrategy;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.util.ClassUtils;

/**
 * Ways in which a model embeds texts by methods of its own, where its interface would
 * have had it {@link EmbeddingModel#call called}: some write before a question what their
 * model wants there.
 *
 * @param question whether {@link EmbeddingModel#embed(String)} is its own
 * @param questions whether {@link EmbeddingModel#embed(List)} is
 * @param response whether {@link EmbeddingModel#embedForResponse(List)} is
 * @param documents whether the method that embeds documents is
 */
record OwnWays(boolean question, boolean questions, boolean response, boolean documents) {

	// Spring AI's own models do the same in all ways
	private static final String SPRING_AI = "org.springframework.ai.";

	static OwnWays of(EmbeddingModel model) {
		Class<?> type = ClassUtils.getUserClass(AopUtils.getTargetClass(model));
		return new OwnWays(isOwn(type, "embed", String.class), isOwn(type, "embed", List.class),
				isOwn(type, "embedForResponse", List.class), hasOwnDocuments(type));
	}

	private static boolean hasOwnDocuments(Class<?> type) {
		Method method = ClassUtils.getMethodIfAvailable(type, "embed", List.class, EmbeddingOptions.class,
				BatchingStrategy.class);
		return method == null || method.getDeclaringClass() != EmbeddingModel.class;
	}

	private static boolean isOwn(Class<?> type, String name, Class<?> parameter) {
		Method method = ClassUtils.getMethodIfAvailable(type, name, parameter);
		return method == null || !method.getDeclaringClass().getName().startsWith(SPRING_AI);
	}

	/** Space of what {@link EmbeddingModel#embed(String)} gives. */
	VectorSpace ofQuestion(VectorSpace space) {
		return this.question ? with(space, "question") : ofQuestions(space);
	}

	/** Space of what {@link EmbeddingModel#embed(List)} gives. */
	VectorSpace ofQuestions(VectorSpace space) {
		return this.questions ? with(space, "questions") : space;
	}

	private static VectorSpace with(VectorSpace space, String way) {
		return new VectorSpace(space.name() + "\nway " + way, space.isNamed(), space.model());
	}

}
