package dev.llmcache.architecture;

import java.time.Clock;
import java.time.Instant;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.llmcache");

	@Test
	void packagesAreFreeOfCycles() {
		slices().matching("dev.llmcache.(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void theVocabularyDependsOnNothingButTheJdk() {
		classes().that()
			.resideInAPackage("dev.llmcache")
			.should()
			.onlyDependOnClassesThat(resideInAnyPackage("dev.llmcache", "java..", "org.jspecify.annotations"))
			.check(CLASSES);
	}

	@Test
	void policiesAndKeysArePure() {
		classes().that()
			.resideInAnyPackage("dev.llmcache.policy..", "dev.llmcache.key..", "dev.llmcache.semantic.guard..")
			.should()
			.onlyDependOnClassesThat(resideInAnyPackage("dev.llmcache", "dev.llmcache.policy..", "dev.llmcache.key..",
					"dev.llmcache.semantic.guard..", "java.lang..", "java.util..", "java.time", "java.math", "java.nio",
					"java.nio.charset", "java.io", "java.security", "java.text", "javax.crypto..",
					"org.jspecify.annotations"))
			.check(CLASSES);
	}

	// They read one file of their own
	@Test
	void pricesArePure() {
		classes().that()
			.resideInAPackage("dev.llmcache.pricing")
			.should()
			.onlyDependOnClassesThat(resideInAnyPackage("dev.llmcache", "dev.llmcache.pricing", "java.lang..",
					"java.util..", "java.time", "java.math", "java.nio.charset", "java.io", "org.jspecify.annotations"))
			.check(CLASSES);
	}

	// It reads one file of its own, and is told the time
	@Test
	void thePrefixLayerKnowsNeitherSpringNorTheOtherLayers() {
		classes().that()
			.resideInAPackage("dev.llmcache.prefix..")
			.should()
			.onlyDependOnClassesThat(resideInAnyPackage("dev.llmcache", "dev.llmcache.prefix..", "dev.llmcache.key..",
					"java.lang..", "java.util..", "java.time", "java.nio", "java.nio.charset", "java.io",
					"java.security", "org.jspecify.annotations"))
			.check(CLASSES);
		noClasses().that()
			.resideOutsideOfPackages("dev.llmcache.prefix..", "dev.llmcache.advisor.prefix..",
					"dev.llmcache.autoconfigure..", "dev.llmcache.report", "dev.llmcache.actuate")
			.should()
			.dependOnClassesThat(resideInAnyPackage("dev.llmcache.prefix.."))
			.check(CLASSES);
	}

	@Test
	void layersDoNotKnowEachOther() {
		for (String layer : new String[] { "exact", "embedding", "store" }) {
			noClasses().that()
				.resideInAPackage("dev.llmcache." + layer + "..")
				.should()
				.dependOnClassesThat(resideInAnyPackage("dev.llmcache.exact..", "dev.llmcache.semantic..")
					.and(DescribedPredicate.not(resideInAnyPackage("dev.llmcache." + layer + ".."))))
				.check(CLASSES);
		}
		noClasses().that()
			.resideInAPackage("dev.llmcache.semantic..")
			.should()
			.dependOnClassesThat(resideInAnyPackage("dev.llmcache.exact.."))
			.check(CLASSES);
	}

	@Test
	void storesAreReachedOnlyThroughTheirInterfaces() {
		noClasses().that()
			.resideOutsideOfPackages("dev.llmcache.store.*..", "dev.llmcache.autoconfigure..")
			.should()
			.dependOnClassesThat(resideInAnyPackage("dev.llmcache.store.*.."))
			.check(CLASSES);
		slices().matching("dev.llmcache.store.(*)..").should().notDependOnEachOther().check(CLASSES);
	}

	@Test
	void onlyTheAutoConfigurationKnowsSpringBoot() {
		noClasses().that()
			.resideOutsideOfPackages("dev.llmcache.autoconfigure..", "dev.llmcache.actuate..")
			.should()
			.dependOnClassesThat(resideInAnyPackage("org.springframework.boot.."))
			.check(CLASSES);
	}

	@Test
	void nothingButTheAutoConfigurationDependsOnTheAutoConfiguration() {
		noClasses().that()
			.resideOutsideOfPackage("dev.llmcache.autoconfigure..")
			.should()
			.dependOnClassesThat(resideInAnyPackage("dev.llmcache.autoconfigure.."))
			.check(CLASSES);
	}

	@Test
	void onlyTheAdvisorReadsRequestsAndResponses() {
		noClasses().that()
			.resideOutsideOfPackages("dev.llmcache.advisor..", "dev.llmcache.autoconfigure..")
			.should()
			.dependOnClassesThat(resideInAnyPackage("org.springframework.ai.chat..", "org.springframework.ai.tool..")
				// Where the usage is that embedding models tell too
				.and(DescribedPredicate.not(resideInAnyPackage("org.springframework.ai.chat.metadata"))))
			.check(CLASSES);
	}

	@Test
	void identitiesAreFoundWithoutTheCall() {
		classes().that()
			.resideInAPackage("dev.llmcache.identity..")
			.should()
			.onlyDependOnClassesThat(resideInAnyPackage("dev.llmcache", "dev.llmcache.identity..", "java..",
					"jakarta.servlet..", "reactor..", "org.reactivestreams", "org.springframework.security..",
					"org.springframework.web..", "org.springframework.http..", "org.jspecify.annotations"))
			.check(CLASSES);
	}

	@Test
	void onlyThePlacesOfIdentitiesKnowWhereTheyAre() {
		noClasses().that()
			.resideOutsideOfPackages("dev.llmcache.identity..", "dev.llmcache.autoconfigure..",
					"dev.llmcache.edge.servlet..", "dev.llmcache.edge.reactive..")
			.should()
			.dependOnClassesThat(resideInAnyPackage("org.springframework.security..", "org.springframework.web..",
					"org.springframework.http..", "jakarta.servlet.."))
			.check(CLASSES);
	}

	@Test
	void theEdgeIsDecidedWithoutSpring() {
		classes().that()
			.resideInAPackage("dev.llmcache.edge")
			.should()
			.onlyDependOnClassesThat(resideInAnyPackage("dev.llmcache", "dev.llmcache.edge", "dev.llmcache.key",
					"java..", "org.apache.commons.logging", "io.micrometer.context", "org.jspecify.annotations"))
			.check(CLASSES);
		classes().that()
			.resideInAPackage("dev.llmcache.edge.purge")
			.should()
			.onlyDependOnClassesThat(resideInAnyPackage("dev.llmcache.edge", "dev.llmcache.edge.purge", "java..",
					"org.apache.commons.logging", "org.jspecify.annotations"))
			.check(CLASSES);
	}

	@Test
	void theEdgesOfServletsAndOfWebFluxDoNotMeet() {
		noClasses().that()
			.resideInAPackage("dev.llmcache.edge.reactive..")
			.should()
			.dependOnClassesThat(resideInAnyPackage("jakarta.servlet..", "org.springframework.web.servlet..",
					"org.springframework.security..", "dev.llmcache.edge.servlet.."))
			.check(CLASSES);
		noClasses().that()
			.resideInAPackage("dev.llmcache.edge.servlet..")
			.should()
			.dependOnClassesThat(resideInAnyPackage("reactor..", "org.springframework.web.reactive..",
					"org.springframework.security..", "dev.llmcache.edge.reactive.."))
			.check(CLASSES);
	}

	@Test
	void onlyOnePlaceKnowsEachLibraryThatMayBeMissing() {
		String[] libraries = { "jakarta.servlet..", "org.springframework.security.oauth2..",
				"org.springframework.web.server.." };
		for (String library : libraries) {
			assertThat(CLASSES.stream()
				.filter((type) -> type.getPackageName().equals("dev.llmcache.identity"))
				.filter((type) -> type.getDirectDependenciesFromSelf()
					.stream()
					.anyMatch((dependency) -> resideInAnyPackage(library).test(dependency.getTargetClass()))))
				.as(library)
				.hasSize(1);
		}
	}

	@Test
	void everyoneIsToldTheTime() {
		noClasses().should()
			.callMethod(Instant.class, "now")
			.orShould()
			.callMethod(System.class, "currentTimeMillis")
			.orShould()
			.callMethod(Clock.class, "systemUTC")
			.check(CLASSES);
	}

	@Test
	void caseIsChangedInNoLanguageInParticular() {
		noClasses().should()
			.callMethod(String.class, "toLowerCase")
			.orShould()
			.callMethod(String.class, "toUpperCase")
			.because("it depends on the machine's language; say Locale.ROOT")
			.check(CLASSES);
	}

	@Test
	void autoConfigurationsAreFinalAndKeepTheirBeanMethodsToThemselves() {
		classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.check(CLASSES);
		methods().that().areAnnotatedWith(Bean.class).should().notBePublic().check(CLASSES);
	}

	@Test
	void missingClassesAreAskedForByClassesNotByBeanMethods() {
		methods().that()
			.areAnnotatedWith(Bean.class)
			.should()
			.notBeAnnotatedWith(ConditionalOnClass.class)
			.check(CLASSES);
	}

	@Test
	void beanPostProcessorsAreMadeByStaticMethods() {
		methods().that()
			.areAnnotatedWith(Bean.class)
			.and()
			.haveRawReturnType(JavaClass.Predicates.assignableTo(BeanPostProcessor.class))
			.should(beStatic())
			.check(CLASSES);
	}

	@Test
	void loggersAreCommonsLogging() {
		fields().that().haveName("logger").should().haveRawType("org.apache.commons.logging.Log").check(CLASSES);
	}

	private static ArchCondition<JavaMethod> beStatic() {
		return new ArchCondition<>("be static") {

			@Override
			public void check(JavaMethod method, ConditionEvents events) {
				events.add(new SimpleConditionEvent(method, method.getModifiers().contains(JavaModifier.STATIC),
						method.getFullName()));
			}

		};
	}

}
