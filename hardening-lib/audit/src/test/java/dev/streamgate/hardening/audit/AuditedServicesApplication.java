/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/**
 * Services with audited methods: transactional, secured, asynchronous and scheduled ones.
 */
@EnableTransactionManagement(proxyTargetClass = true)
@EnableAsync
@EnableScheduling
@EnableMethodSecurity
@Configuration(proxyBeanMethods = false)
@Import({ AuditedServicesApplication.Orders.class, AuditedServicesApplication.Payments.class,
        AuditedServicesApplication.Shop.class, AuditedServicesApplication.Mails.class,
        AuditedServicesApplication.Reports.class })
class AuditedServicesApplication {

    @Bean
    PlatformTransactionManager transactions() {
        return new DataSourceTransactionManager(new DriverManagerDataSource("jdbc:h2:mem:methods"));
    }

    static class Orders {

        @Audited(value = "order.place", resource = "#number")
        void place(String number) {
        }

        @Audited("order.count")
        int count() {
            return 1;
        }

        @Audited("order.fail")
        void fail() {
            throw new IllegalStateException();
        }

        @PreAuthorize("hasRole('ADMIN')")
        @Audited("order.delete-all")
        void deleteAll() {
        }

        @Audited("order.ship")
        CompletableFuture<String> ship(CompletableFuture<String> shipment) {
            return shipment;
        }

        @Audited("order.track")
        Mono<String> track() {
            return Mono.just("tracked");
        }

    }

    static class Payments {

        @Transactional
        @Audited("payment.pay")
        public void pay() {
        }

        @Transactional
        @Audited("payment.undo")
        public void undo() {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        }

        @Transactional
        @Audited("payment.failing-commit")
        public void failingCommit() {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    throw new IllegalStateException("a constraint is violated");
                }
            });
        }

        @Audited("payment.join")
        public void join() {
        }

        @Transactional
        @Audited("payment.fail")
        public void fail() {
            throw new IllegalStateException();
        }

        @Transactional(propagation = Propagation.NESTED)
        @Audited("payment.nested")
        public void nested() {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        }

    }

    static class Shop {

        private final Payments payments;

        private final ObjectProvider<AuditJournal> journal;

        Shop(Payments payments, ObjectProvider<AuditJournal> journal) {
            this.payments = payments;
            this.journal = journal;
        }

        @Transactional
        public void buy(java.util.function.Consumer<AuditJournal> beforeCommit, boolean undo) {
            this.payments.join();
            beforeCommit.accept(this.journal.getObject());
            if (undo) {
                TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            }
        }

        @Transactional
        public void buyDespiteFailure() {
            this.payments.join();
            try {
                this.payments.fail();
            }
            catch (IllegalStateException ex) {
                // The transaction is marked for rollback nevertheless.
            }
        }

        @Transactional
        public void rollBackToSavepoint() {
            this.payments.nested();
        }

    }

    static class Mails {

        @Async
        @Audited("mail.send")
        public CompletableFuture<String> send(CompletableFuture<String> mail) {
            return mail;
        }

        @Async
        @Audited("mail.count")
        public Future<Integer> count() {
            return CompletableFuture.completedFuture(1);
        }

        @Async
        @Audited("mail.forget")
        public void forget() {
            throw new IllegalStateException("expected");
        }

    }

    static class Reports {

        @Scheduled(initialDelay = 0, fixedDelay = 1_000_000)
        @Audited("report.create")
        public void create() {
        }

    }

}
