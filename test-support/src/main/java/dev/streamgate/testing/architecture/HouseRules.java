/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.architecture;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/**
 * The architecture rules of all modules. A module includes them with
 * {@code @ArchTest static final ArchTests rules = ArchTests.in(HouseRules.class);}.
 */
public final class HouseRules {

    @ArchTest
    static final ArchRule packagesAreFeatures = ArchRuleDefinition.noClasses()
        .should()
        .resideInAnyPackage("..dto..", "..service..", "..util..", "..utils..", "..common..", "..impl..",
                "..controller..", "..repository..")
        .because("a package is named after its feature, not after a layer");

    @ArchTest
    static final ArchRule namesHaveNoEmptySuffix = ArchRuleDefinition.noClasses()
        .that(named("Impl|Manager|Utils?|Helper"))
        .should()
        .bePublic()
        .orShould()
        .notBePublic()
        .because("such a suffix carries no meaning")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule controllersDeclareCrossCuttingConcerns = ArchRuleDefinition.noClasses()
        .that()
        .areAnnotatedWith("org.springframework.web.bind.annotation.RestController")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.micrometer..", "com.github.benmanes.caffeine..", "io.github.bucket4j..")
        .because("limits, meters and caches are declared, not written by hand in handlers")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule errorsAreRenderedByTheLibrary = ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage("dev.streamgate.hardening..")
        .should()
        .beAnnotatedWith("org.springframework.web.bind.annotation.RestControllerAdvice")
        .orShould()
        .beAnnotatedWith("org.springframework.web.bind.annotation.ControllerAdvice")
        .because("hardening-lib renders all errors")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule fieldsAreNotInjected = GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule outputGoesToTheLog = ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage("dev.streamgate.launcher..")
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .because("services write to the log, not to the standard streams")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule featuresHaveNoDependencyCycles = SlicesRuleDefinition.slices()
        .matching("dev.streamgate.(*).(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule contractsUseOnlyConstraintsOfTheLibrary = ArchRuleDefinition.noClasses()
        .that()
        .resideInAPackage("dev.streamgate.contracts..")
        .should()
        .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("dev.streamgate.hardening..")
            .and(JavaClass.Predicates.resideOutsideOfPackage("dev.streamgate.hardening.validation")))
        .because("clients use the records without the library")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchTests calls = ArchTests.in(CallRules.class);

    @ArchTest
    static final ArchTests serviceCalls = ArchTests.in(ServiceCallRules.class);

    /**
     * A nested loop may evaluate a subquery several times, so that more rows than the
     * limit are locked: it is a materialized CTE.
     */
    @ArchTest
    static void rowsAreClaimedByMaterializedQueries(JavaClasses classes) {
        Pattern claim = Pattern.compile("\\bIN\\s*\\(\\s*SELECT(?:(?!\"\"\").)*?\\bLIMIT\\b(?:(?!\"\"\").)*?FOR UPDATE",
                Pattern.DOTALL);
        List<String> found = Sources.main()
            .filter((file) -> claim.matcher(Sources.read(file)).find())
            .map(Path::toString)
            .toList();
        if (!found.isEmpty()) {
            throw new AssertionError("UPDATE or DELETE ... IN (SELECT ... LIMIT ... FOR UPDATE): " + found);
        }
    }

    /** {@code docs/problems.md} lists the problem types of each service. */
    @ArchTest
    static void problemTypesAreDocumented(JavaClasses classes) {
        Pages.checkProblems(classes);
    }

    /** {@code docs/metrics.md} lists the meters of each service. */
    @ArchTest
    static void metersAreDocumented(JavaClasses classes) {
        Pages.checkMeters(classes);
    }

    /** {@code banned-words.txt} lists the words, with what to write instead. */
    @ArchTest
    static void wordsAreThoseOfTheField(JavaClasses classes) {
        Path module = Path.of("").toAbsolutePath();
        List<String> found = BannedWords.load()
            .check(module, Stream.of("src", "README.md", "pom.xml").map(module::resolve));
        if (!found.isEmpty()) {
            throw new AssertionError(
                    "Banned words in %s:%n%s".formatted(module.getFileName(), String.join("\n", found)));
        }
    }

    private HouseRules() {
    }

    private static DescribedPredicate<JavaClass> named(String suffixes) {
        Pattern pattern = Pattern.compile(".*(" + suffixes + ")");
        return DescribedPredicate.describe("are named *(" + suffixes + ")",
                (type) -> pattern.matcher(type.getSimpleName()).matches());
    }

}
