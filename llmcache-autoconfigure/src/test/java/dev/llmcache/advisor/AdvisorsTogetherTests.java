package dev.llmcache.advisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.CacheOutcome;
import dev.llmcache.StoreRejection;
import dev.llmcache.policy.Placement;
import dev.llmcache.test.PromptAdvisor;
import dev.llmcache.test.ScriptedChatModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.client.advisor.SafeGuardAdvisor;
import org.springframework.ai.chat.client.advisor.StructuredOutputValidationAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.document.Document;
import org.springframework.ai.rag.advisor.RetrievalAugmentationAdvisor;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The cache among Spring AI's own advisors.
 */
@ExtendWith(OutputCaptureExtension.class)
class AdvisorsTogetherTests {

	private final ScriptedChatModel model = ScriptedChatModel.counting();

	private final AdvisorFixture fixture = AdvisorFixture.singleTenant();

	private final ChatMemory memory = MessageWindowChatMemory.builder().build();

	@Test
	void aHitIsRememberedAndConversationsNeverCross() {
		ChatClient client = this.fixture.namedClient("desk", this.model,
				MessageChatMemoryAdvisor.builder(this.memory).build());
		Calls.content(in("a", client, "My name is Ada."));
		Calls.content(in("a", client, "What is the name I told you?"));
		assertThat(Calls.content(in("b", client, "What is the name I told you?"))).isEqualTo("answer 3");
		assertThat(Calls.content(in("c", client, "My name is Ada."))).isEqualTo("answer 1");
		assertThat(Calls.content(in("c", client, "What is the name I told you?"))).isEqualTo("answer 2");
		assertThat(this.memory.get("c")).extracting(Message::getText)
			.containsExactly("My name is Ada.", "answer 1", "What is the name I told you?", "answer 2");
	}

	@Test
	void aStreamedHitIsRemembered() {
		ChatClient client = this.fixture.namedClient("desk", this.model,
				MessageChatMemoryAdvisor.builder(this.memory).build());
		Calls.streamedContent(in("a", client, "When do you open?"));
		assertThat(Calls.didStreaming(in("b", client, "When do you open?"))).isEqualTo("hit");
		assertThat(this.memory.get("b")).extracting(Message::getText).containsExactly("When do you open?", "answer 1");
	}

	@Test
	void staysOutWhereMemoryIsFurtherInAndSaysSo(CapturedOutput output) {
		ChatClient client = this.fixture.namedClient("desk", this.model,
				MessageChatMemoryAdvisor.builder(this.memory).order(0).build());
		Calls.content(in("a", client, "My name is Ada."));
		assertThat(Calls.did(in("a", client, "What is my name?"))).isEqualTo("memory-inside");
		assertThat(Calls.did(in("b", client, "What is my name?"))).isEqualTo("memory-inside");
		assertThat(this.model.calls()).isEqualTo(3);
		assertThat(output).containsOnlyOnce("memory-inside");
	}

	@Test
	void answersFromRetrievalAreKeptByWhatWasAskedAndFilteredFor() {
		AtomicInteger retrievals = new AtomicInteger();
		ChatClient client = this.fixture.namedClient("desk", this.model, retrieval(retrievals, "We open at nine."));
		assertThat(Calls.content(client.prompt().user("When do you open?"))).isEqualTo("answer 1");
		assertThat(Calls.content(client.prompt().user("When do you open?"))).isEqualTo("answer 1");
		assertThat(Calls.streamedContent(client.prompt().user("When do you open?"))).isEqualTo("answer 1");
		assertThat(retrievals).hasValue(1);
		assertThat(Calls.content(client.prompt()
			.user("When do you open?")
			.advisors((spec) -> spec.param("vector_store_filter_expression", "shop == 'Sofia'"))))
			.isEqualTo("answer 2");
	}

	@Test
	void aClientWithoutANameKeepsNoAnswerFromRetrieval() {
		ChatClient client = this.fixture.client(this.model, retrieval(new AtomicInteger(), "We open at nine."));
		Calls.content(client.prompt().user("When do you open?"));
		assertThat(Calls.did(client.prompt().user("When do you open?"))).isEqualTo("not-found");
		assertThat(this.fixture.ledger.traffic().rejections()).containsOnlyKeys(StoreRejection.FOREIGN_ADVISOR.code());
	}

	@Test
	void keepsNoAnswerFromRetrievalThatIsGivenForOneCall() {
		ChatClient client = this.fixture.namedClient("desk", this.model);
		for (String document : List.of("The kettle has two years.", "The lamp has five years.")) {
			assertThat(Calls.did(client.prompt()
				.user("How long is the warranty?")
				.advisors(retrieval(new AtomicInteger(), document)))).isEqualTo("not-found");
		}
		ChatClient mutated = client.mutate().defaultAdvisors(retrieval(new AtomicInteger(), "None.")).build();
		assertThat(Calls.did(mutated.prompt().user("How long is the warranty?"))).isEqualTo("not-found");
		assertThat(Calls.did(mutated.prompt().user("How long is the warranty?"))).isEqualTo("not-found");
		assertThat(this.fixture.ledger.traffic().rejections()).containsOnlyKeys(StoreRejection.FOREIGN_ADVISOR.code());
	}

	@Test
	void anAdvisorThatRunsOnAHitFindsWhatItPutIntoTheContext() {
		AdvisorFixture timing = AdvisorFixture.withPolicy((policy) -> policy.advisorsOnHit = Set.of("remembering"));
		ChatClient client = timing.namedClient("desk", this.model, PromptAdvisor.rememberingInTheContext());
		Calls.content(client.prompt().user("When do you open?"));
		ChatClientResponse hit = client.prompt().user("When do you open?").call().chatClientResponse();
		assertThat(Calls.outcome(hit).status()).isEqualTo(CacheOutcome.Status.HIT);
		assertThat(hit.context()).containsEntry("remembered", "in before");
		assertThat(Calls.stream(client.prompt().user("When do you open?")))
			.allSatisfy((chunk) -> assertThat(chunk.context()).containsEntry("remembered", "in before"));
	}

	@Test
	void nextToTheModelRetrievalRunsOnAHitAndOtherDocumentsAreAnotherAnswer() {
		AtomicInteger retrievals = new AtomicInteger();
		List<String> documents = new ArrayList<>(List.of("We open at nine."));
		ChatClient client = AdvisorFixture.withPolicy((policy) -> policy.placement = Placement.MODEL_CALL)
			.namedClient("desk", this.model, retrieval(retrievals, documents));
		assertThat(Calls.content(client.prompt().user("When do you open?"))).isEqualTo("answer 1");
		assertThat(Calls.content(client.prompt().user("When do you open?"))).isEqualTo("answer 1");
		documents.set(0, "We open at ten.");
		assertThat(Calls.content(client.prompt().user("When do you open?"))).isEqualTo("answer 2");
		assertThat(Calls.streamedContent(client.prompt().user("When do you open?"))).isEqualTo("answer 2");
		assertThat(retrievals).hasValue(4);
	}

	@Test
	void aGuardFurtherInIsSkippedOnAHitUnlessThePolicyRunsIt() {
		AdvisorFixture guarding = AdvisorFixture
			.withPolicy((policy) -> policy.advisorsOnHit = Set.of("SafeGuardAdvisor"));
		List<String> forbidden = new ArrayList<>(List.of("bomb"));
		ChatClient client = guarding.namedClient("desk", this.model, new SafeGuardAdvisor(forbidden));
		assertThat(Calls.content(client.prompt().user("When do you open?"))).isEqualTo("answer 1");
		assertThat(Calls.did(client.prompt().user("When do you open?"))).isEqualTo("hit");
		assertThat(Calls.didStreaming(client.prompt().user("When do you open?"))).isEqualTo("hit");
		forbidden.add("open");
		assertThat(Calls.content(client.prompt().user("When do you open?"))).doesNotContain("answer");
		assertThat(Calls.streamedContent(client.prompt().user("When do you open?"))).doesNotContain("answer");
		assertThat(this.model.calls()).isOne();
	}

	@Test
	void keepsTheAnswerThatValidationAcceptedInTheEnd() {
		ScriptedChatModel correcting = ScriptedChatModel.answeringInTurn("{\"name\": 5", "{\"name\": \"Ada\"}");
		ChatClient client = this.fixture.namedClient("desk", correcting,
				StructuredOutputValidationAdvisor.builder().outputType(Person.class).build());
		assertThat(client.prompt().user("Who?").call().entity(Person.class)).isEqualTo(new Person("Ada"));
		assertThat(client.prompt().user("Who?").call().entity(Person.class)).isEqualTo(new Person("Ada"));
		assertThat(correcting.calls()).isEqualTo(2);
	}

	@Test
	void plainTypedAndNativelyTypedAnswersNeverMix() {
		String person = "{\"name\": \"Ada\"}";
		String animal = "{\"name\": \"Ada\", \"legs\": 4}";
		ScriptedChatModel json = ScriptedChatModel.answeringInTurn(person, person, animal, person);
		ChatClient client = this.fixture.namedClient("desk", json);
		for (int round = 0; round < 2; round++) {
			assertThat(client.prompt().user("Who?").call().content()).isEqualTo(person);
			assertThat(client.prompt().user("Who?").call().entity(Person.class)).isEqualTo(new Person("Ada"));
			assertThat(client.prompt().user("Who?").call().entity(Animal.class)).isEqualTo(new Animal("Ada", 4));
			assertThat(client.prompt()
				.user("Who?")
				.call()
				.entity(Person.class, (spec) -> spec.useProviderStructuredOutput())).isEqualTo(new Person("Ada"));
		}
		assertThat(json.calls()).isEqualTo(4);
	}

	@Test
	void aHitHasAllOfTheRequestsContext() {
		ChatClient client = this.fixture.namedClient("desk", this.model);
		ChatClientRequestSpec spec = client.prompt().user("q").advisors((advisors) -> advisors.param("k", "v"));
		Calls.content(spec);
		ChatClientResponse hit = client.prompt()
			.user("q")
			.advisors((advisors) -> advisors.param("k", "v"))
			.call()
			.chatClientResponse();
		assertThat(hit.context()).containsEntry("k", "v");
	}

	private static ChatClientRequestSpec in(String conversation, ChatClient client, String question) {
		return client.prompt().user(question).advisors((spec) -> spec.param(ChatMemory.CONVERSATION_ID, conversation));
	}

	private static RetrievalAugmentationAdvisor retrieval(AtomicInteger retrievals, String document) {
		return retrieval(retrievals, List.of(document));
	}

	private static RetrievalAugmentationAdvisor retrieval(AtomicInteger retrievals, List<String> documents) {
		return RetrievalAugmentationAdvisor.builder().documentRetriever((query) -> {
			retrievals.incrementAndGet();
			return documents.stream().map(Document::new).toList();
		}).build();
	}

	record Person(String name) {

	}

	record Animal(String name, int legs) {

	}

}
