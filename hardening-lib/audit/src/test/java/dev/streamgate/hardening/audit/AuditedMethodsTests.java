/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.UnexpectedRollbackException;
import reactor.core.publisher.Mono;

import dev.streamgate.hardening.audit.AuditedServicesApplication.Mails;
import dev.streamgate.hardening.audit.AuditedServicesApplication.Orders;
import dev.streamgate.hardening.audit.AuditedServicesApplication.Payments;
import dev.streamgate.hardening.audit.AuditedServicesApplication.Shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class AuditedMethodsTests {

    @TempDir
    Path root;

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void aMethodOfAnyBeanIsRecordedWithItsActorAndResource() {
        run((context) -> {
            signIn("ann");
            context.getBean(Orders.class).place("o-1");
            assertThat(only(context, "order.place")).returns("ann", AuditRecord::actor)
                .returns("o-1", AuditRecord::resource)
                .returns(AuditRecord.SUCCESS, AuditRecord::result);
            context.getBean(Orders.class).count();
            assertThat(only(context, "order.count").resource()).isEqualTo("Orders.count");
        });
    }

    @Test
    void anExceptionIsAFailureAndADeniedCallADenial() {
        run((context) -> {
            signIn("ann");
            Orders orders = context.getBean(Orders.class);
            assertThatIllegalStateException().isThrownBy(orders::fail);
            assertThat(only(context, "order.fail")).returns(AuditRecord.FAILURE, AuditRecord::result)
                .extracting((event) -> event.details().get("exception"))
                .isEqualTo("IllegalStateException");
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(orders::deleteAll);
            assertThat(only(context, "order.delete-all")).returns(AuditRecord.DENIED, AuditRecord::result)
                .returns("ann", AuditRecord::actor);
        });
    }

    @Test
    void theOutcomeIsThatOfTheTransaction() {
        run((context) -> {
            Payments payments = context.getBean(Payments.class);
            payments.pay();
            assertThat(only(context, "payment.pay")).returns(AuditRecord.SUCCESS, AuditRecord::result)
                .extracting((event) -> event.details().get("transaction"))
                .isEqualTo("committed");
            payments.undo();
            assertThat(only(context, "payment.undo")).returns(AuditRecord.FAILURE, AuditRecord::result)
                .extracting((event) -> event.details().get("transaction"))
                .isEqualTo("rolled back");
            assertThatIllegalStateException().isThrownBy(payments::failingCommit);
            assertThat(only(context, "payment.failing-commit")).returns(AuditRecord.FAILURE, AuditRecord::result);
        });
    }

    @Test
    void aMethodInALargerTransactionIsRecordedWhenThatOneEnds() {
        run((context) -> {
            Shop shop = context.getBean(Shop.class);
            shop.buy((journal) -> assertThat(find(context, "payment.join")).isEmpty(), false);
            assertThat(only(context, "payment.join")).returns(AuditRecord.SUCCESS, AuditRecord::result);
            shop.buy((journal) -> {
            }, true);
            assertThat(find(context, "payment.join")).hasSize(2)
                .first()
                .returns(AuditRecord.FAILURE, AuditRecord::result);
            assertThatExceptionOfType(UnexpectedRollbackException.class).isThrownBy(shop::buyDespiteFailure);
            assertThat(only(context, "payment.fail")).returns(AuditRecord.FAILURE, AuditRecord::result);
            assertThat(find(context, "payment.join")).hasSize(3)
                .first()
                .returns(AuditRecord.FAILURE, AuditRecord::result);
            shop.rollBackToSavepoint();
            assertThat(only(context, "payment.nested")).returns(AuditRecord.FAILURE, AuditRecord::result);
        });
    }

    @Test
    void anAsynchronousMethodIsRecordedForItsCallerWhenItHasEnded() {
        run((context) -> {
            signIn("ann");
            Mails mails = context.getBean(Mails.class);
            assertThat(mails.send(CompletableFuture.completedFuture("sent")).join()).isEqualTo("sent");
            assertThat(only(context, "mail.send")).returns("ann", AuditRecord::actor)
                .returns(AuditRecord.SUCCESS, AuditRecord::result);
            assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> mails.send(CompletableFuture.failedFuture(new IllegalStateException())).join());
            assertThat(find(context, "mail.send").get(0)).returns(AuditRecord.FAILURE, AuditRecord::result)
                .extracting((event) -> event.details().get("exception"))
                .isEqualTo("IllegalStateException");
            assertThat(mails.count().get()).isEqualTo(1);
            assertThat(only(context, "mail.count")).returns(AuditRecord.SUCCESS, AuditRecord::result);
            mails.forget();
            Awaitility.await().until(() -> !find(context, "mail.forget").isEmpty());
            assertThat(only(context, "mail.forget")).returns(AuditRecord.FAILURE, AuditRecord::result)
                .returns("ann", AuditRecord::actor);
        });
    }

    @Test
    void aFutureOrMonoIsRecordedWhenItCompletes() {
        run((context) -> {
            Orders orders = context.getBean(Orders.class);
            CompletableFuture<String> shipment = new CompletableFuture<>();
            CompletableFuture<String> shipped = orders.ship(shipment);
            assertThat(find(context, "order.ship")).isEmpty();
            shipment.completeExceptionally(new IllegalStateException());
            assertThat(shipped).isCompletedExceptionally();
            assertThat(only(context, "order.ship")).returns(AuditRecord.FAILURE, AuditRecord::result);
            Mono<String> tracking = orders.track();
            assertThat(find(context, "order.track")).isEmpty();
            assertThat(tracking.block()).isEqualTo("tracked");
            assertThat(only(context, "order.track")).returns(AuditRecord.SUCCESS, AuditRecord::result);
        });
    }

    @Test
    void aScheduledMethodIsRecordedForTheSystem() {
        run((context) -> {
            Awaitility.await().until(() -> !find(context, "report.create").isEmpty());
            assertThat(only(context, "report.create")).returns("system", AuditRecord::actor)
                .returns(AuditRecord.SUCCESS, AuditRecord::result);
        });
    }

    @Test
    void itWorksWithoutOptionalLibraries() {
        new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(AuditAutoConfiguration.class))
            .withPropertyValues("streamgate.audit.directory=" + this.root)
            .withClassLoader(new org.springframework.boot.test.context.FilteredClassLoader(
                    "org.springframework.transaction", "org.springframework.security", "reactor", "jakarta.servlet",
                    "org.springframework.web", "io.micrometer", "org.springframework.boot.actuate"))
            .withUserConfiguration(PlainOrders.class)
            .run((context) -> {
                assertThat(context).hasNotFailed();
                context.getBean(PlainOrders.class).place("o-1");
                assertThat(context.getBean(AuditJournal.class)
                    .find(new AuditQuery(null, null, "order.place", null, null, 10))).singleElement()
                    .returns("o-1", AuditRecord::resource);
            });
    }

    @Test
    void aMethodOfAScopedBeanIsRecordedOnce() {
        new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(AuditAutoConfiguration.class))
            .withPropertyValues("streamgate.audit.directory=" + this.root)
            .withInitializer((context) -> context.getBeanFactory().registerScope("thread", new SimpleThreadScope()))
            .withUserConfiguration(Cart.class)
            .run((context) -> {
                context.getBean(Cart.class).fill();
                assertThat(only(context, "cart.fill")).returns(AuditRecord.SUCCESS, AuditRecord::result);
            });
    }

    private void run(ContextConsumer<AssertableApplicationContext> test) {
        new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(AuditAutoConfiguration.class))
            .withPropertyValues("streamgate.audit.directory=" + this.root)
            .withUserConfiguration(AuditedServicesApplication.class)
            .run(test);
    }

    private static void signIn(String name) {
        SecurityContextHolder.getContext()
            .setAuthentication(
                    UsernamePasswordAuthenticationToken.authenticated(name, "", AuthorityUtils.NO_AUTHORITIES));
    }

    private static List<AuditRecord> find(AssertableApplicationContext context, String type) {
        return context.getBean(AuditJournal.class).find(new AuditQuery(null, null, type, null, null, 10));
    }

    private static AuditRecord only(AssertableApplicationContext context, String type) {
        assertThat(find(context, type)).hasSize(1);
        return find(context, type).get(0);
    }

    public static class PlainOrders {

        @Audited(value = "order.place", resource = "#number")
        public String place(String number) {
            return number;
        }

    }

    @Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
    static class Cart {

        @Audited("cart.fill")
        void fill() {
        }

    }

}
