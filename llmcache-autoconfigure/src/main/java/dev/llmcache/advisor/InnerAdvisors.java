package dev.llmcache.advisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.llmcache.key.CanonicalWriter;
import dev.llmcache.policy.Placement;

import org.springframework.ai.chat.client.advisor.ChatModelCallAdvisor;
import org.springframework.ai.chat.client.advisor.ChatModelStreamAdvisor;
import org.springframework.ai.chat.client.advisor.SafeGuardAdvisor;
import org.springframework.ai.chat.client.advisor.SimpleLoggerAdvisor;
import org.springframework.ai.chat.client.advisor.StructuredOutputValidationAdvisor;
import org.springframework.ai.chat.client.advisor.api.Advisor;
import org.springframework.ai.chat.client.advisor.api.MemoryAdvisor;
import org.springframework.ai.chat.client.advisor.api.ToolAdvisor;

/**
 * Advisors between the cache and the model, which a hit skips.
 *
 * @param advisors those that an application adds, in the order of the chain
 * @param probed whether the {@link ModelProbe} is there
 */
record InnerAdvisors(List<Advisor> advisors, boolean probed) {

	/** What they do to a prompt follows from the call alone, or from retrieval. */
	private static final Set<String> KNOWN = Set.of("org.springframework.ai.rag.advisor.RetrievalAugmentationAdvisor",
			"org.springframework.ai.chat.client.advisor.vectorstore.QuestionAnswerAdvisor");

	/**
	 * What they do follows from the call; a class of an application's own may do more.
	 */
	private static final Set<String> PART_OF_EVERY_CHAIN = Set.of(ModelProbe.class.getName(),
			ModelWitness.class.getName(), LlmCacheAdvisor.class.getName(), "dev.llmcache.advisor.prefix.PrefixAdvisor",
			ChatModelCallAdvisor.class.getName(), ChatModelStreamAdvisor.class.getName(),
			SimpleLoggerAdvisor.class.getName());

	private static final String SPRING_AI = "org.springframework.ai.";

	InnerAdvisors {
		advisors = List.copyOf(advisors);
	}

	/**
	 * Finds them in a chain.
	 * @param chain all advisors of the chain
	 * @param placement where the cache is
	 * @return those further in
	 */
	static InnerAdvisors of(List<? extends Advisor> chain, Placement placement) {
		List<Advisor> added = new ArrayList<>();
		boolean probed = false;
		for (Advisor advisor : chain) {
			if (advisor.getOrder() >= placement.order()) {
				probed = probed || advisor instanceof ModelProbe;
				if (!isPartOfEveryChain(advisor)) {
					added.add(advisor);
				}
			}
		}
		return new InnerAdvisors(added, probed);
	}

	/**
	 * Whether the probe sees the prompt as it finally is.
	 * @param trusted names of advisors that may be further in than the probe
	 * @return false if there is no probe, or something further in that is not trusted
	 */
	boolean areProbed(Set<String> trusted) {
		return this.probed && this.advisors.stream()
			.allMatch((advisor) -> advisor.getOrder() < ModelProbe.DEFAULT_ORDER || isNamed(advisor, trusted));
	}

	boolean haveMemory() {
		for (Advisor advisor : this.advisors) {
			if (advisor instanceof MemoryAdvisor) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether the prompt may have been changed by what cannot be seen in the call.
	 * @param trusted names of advisors that may change it
	 * @return whether there is an advisor that is neither Spring AI's own nor trusted
	 */
	boolean haveUnknown(Set<String> trusted) {
		return this.advisors.stream().anyMatch((advisor) -> !isKnown(advisor) && !isNamed(advisor, trusted));
	}

	/**
	 * Whether there are advisors that may be set up in another way from call to call:
	 * given for one call, or those of a client without a name.
	 * @param own the client's own advisors, which are the same in all of its calls
	 * @param trusted names of advisors that may change the prompt
	 * @return whether there is one that is neither, and that may change more than whether
	 * there is an answer
	 */
	boolean haveForeign(Set<Advisor> own, Set<String> trusted) {
		return this.advisors.stream()
			.anyMatch((advisor) -> !own.contains(advisor) && !isNamed(advisor, trusted) && !isCheck(advisor));
	}

	List<Advisor> named(Set<String> names) {
		return names.isEmpty() ? List.of()
				: this.advisors.stream().filter((advisor) -> isNamed(advisor, names)).toList();
	}

	InnerAdvisors without(Set<String> names) {
		return new InnerAdvisors(this.advisors.stream().filter((advisor) -> !isNamed(advisor, names)).toList(),
				this.probed);
	}

	List<String> names() {
		return this.advisors.stream().map((advisor) -> advisor.getClass().getSimpleName()).toList();
	}

	byte[] form() {
		return new CanonicalWriter()
			.list(this.advisors, (writer, advisor) -> writer.text(advisor.getClass().getName()).text(advisor.getName()))
			.toByteArray();
	}

	private static boolean isNamed(Advisor advisor, Set<String> names) {
		return names.contains(advisor.getName()) || names.contains(advisor.getClass().getSimpleName())
				|| names.contains(advisor.getClass().getName());
	}

	private static boolean isKnown(Advisor advisor) {
		return isCheck(advisor) || KNOWN.contains(advisor.getClass().getName());
	}

	private static boolean isCheck(Advisor advisor) {
		return advisor.getClass() == SafeGuardAdvisor.class
				|| advisor.getClass() == StructuredOutputValidationAdvisor.class;
	}

	private static boolean isPartOfEveryChain(Advisor advisor) {
		String name = advisor.getClass().getName();
		return PART_OF_EVERY_CHAIN.contains(name) || (advisor instanceof ToolAdvisor && name.startsWith(SPRING_AI));
	}

}
