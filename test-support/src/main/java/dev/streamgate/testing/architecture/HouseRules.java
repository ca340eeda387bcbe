/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.architecture;

import java.util.regex.Pattern;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/**
 * The rules of the house, said once. A module includes them with
 * {@code @ArchTest static final ArchTests rules = ArchTests.in(HouseRules.class);}.
 */
public final class HouseRules {

    @ArchTest
    static final ArchRule packagesAreFeatures = ArchRuleDefinition.noClasses()
        .should()
        .resideInAnyPackage("..dto..", "..service..", "..util..", "..utils..", "..common..", "..impl..",
                "..controller..", "..repository..")
        .because("a package is named after the feature that it holds, not after a layer");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = ArchRuleDefinition.noClasses()
        .that(named("Impl|Manager|Utils?|Helper"))
        .should()
        .bePublic()
        .orShould()
        .notBePublic()
        .because("such a suffix says nothing")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule controllersLeaveCrossCuttingWorkAlone = ArchRuleDefinition.noClasses()
        .that()
        .areAnnotatedWith("org.springframework.web.bind.annotation.RestController")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.micrometer..", "com.github.benmanes.caffeine..", "io.github.bucket4j..")
        .because("limits, meters and caches are declared, not written by hand in a handler")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule errorsAreRenderedOnce = ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage("dev.streamgate.hardening..")
        .should()
        .beAnnotatedWith("org.springframework.web.bind.annotation.RestControllerAdvice")
        .orShould()
        .beAnnotatedWith("org.springframework.web.bind.annotation.ControllerAdvice")
        .because("hardening-lib renders every error")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule fieldsAreNotInjected = GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule nothingPrintsPastTheLog = ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage("dev.streamgate.launcher..")
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .because("the log is where a service speaks")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule featuresDoNotDependOnEachOtherInCircles = SlicesRuleDefinition.slices()
        .matching("dev.streamgate.(*).(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule contractsHaveNothingOfTheLibraryButConstraints = ArchRuleDefinition.noClasses()
        .that()
        .resideInAPackage("dev.streamgate.contracts..")
        .should()
        .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("dev.streamgate.hardening..")
            .and(JavaClass.Predicates.resideOutsideOfPackage("dev.streamgate.hardening.validation")))
        .because("records travel without the library's runtime")
        .allowEmptyShould(true);

    /** {@code docs/problems.md} lists the problem types of each service. */
    @ArchTest
    static void problemsAreInTheCatalogue(JavaClasses classes) {
        Pages.checkProblems(classes);
    }

    /** {@code docs/metrics.md} lists the meters of each service. */
    @ArchTest
    static void metersAreOnTheirPage(JavaClasses classes) {
        Pages.checkMeters(classes);
    }

    private HouseRules() {
    }

    private static DescribedPredicate<JavaClass> named(String suffixes) {
        Pattern pattern = Pattern.compile(".*(" + suffixes + ")");
        return DescribedPredicate.describe("are named *(" + suffixes + ")",
                type -> pattern.matcher(type.getSimpleName()).matches());
    }

}
