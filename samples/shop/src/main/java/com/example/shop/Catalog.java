/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.shop;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Products and their prices. */
@Service
public class Catalog {

    private static final List<Product> PRODUCTS = List.of(new Product(1, "Kettle"), new Product(2, "Lamp"));

    private final AtomicInteger priceRequests = new AtomicInteger();

    private final MeterRegistry meters;

    Catalog(MeterRegistry meters) {
        this.meters = meters;
    }

    List<Product> products() {
        return PRODUCTS;
    }

    Product find(int id) {
        this.meters.counter("shop.views", "product", Integer.toString(id)).increment();
        return PRODUCTS.stream()
            .filter((product) -> product.id() == id)
            .findFirst()
            .orElseThrow(() -> new ProductNotFoundException(id));
    }

    /** The price, and how often it was computed. */
    @Cacheable("prices")
    public String price(int id) {
        return id * 10 + " EUR, computed " + this.priceRequests.incrementAndGet() + " times";
    }

    /**
     * Method security is not enabled in this application: the annotation has no effect.
     */
    @PreAuthorize("hasRole('WAREHOUSE')")
    public int stock(int id) {
        return 40 + id;
    }

    record Product(int id, String name) {
    }

    /** An exception that carries its status. */
    @ResponseStatus(HttpStatus.NOT_FOUND)
    static class ProductNotFoundException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ProductNotFoundException(int id) {
            super("No product " + id);
        }

    }

}
