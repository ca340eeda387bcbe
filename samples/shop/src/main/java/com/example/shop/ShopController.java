/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.shop;

import java.util.Map;
import java.util.concurrent.Callable;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The shop's JSON API. */
@RestController
@RequestMapping("/api")
class ShopController {

    private final Catalog catalog;

    ShopController(Catalog catalog) {
        this.catalog = catalog;
    }

    @GetMapping("/products/{id}")
    Catalog.Product product(@PathVariable int id) {
        return this.catalog.find(id);
    }

    @GetMapping("/products/{id}/price")
    Map<String, String> price(@PathVariable int id) {
        return Map.of("price", this.catalog.price(id));
    }

    @GetMapping("/products/{id}/stock")
    Map<String, Integer> stock(@PathVariable int id) {
        return Map.of("stock", this.catalog.stock(id));
    }

    @GetMapping("/products/thread")
    Callable<String> thread() {
        return () -> Thread.currentThread().getName();
    }

    @GetMapping("/products/broken")
    String broken() {
        throw new IllegalStateException("broken");
    }

    @PostMapping("/orders")
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, Object> order(@Valid @RequestBody Order order) {
        if (order.quantity() > 40) {
            throw new OutOfStockException(order.product());
        }
        return Map.of("product", order.product(), "quantity", order.quantity());
    }

    @GetMapping("/reports")
    Map<String, Integer> reports() {
        return Map.of("orders", 7);
    }

    record Order(@NotBlank String product, @Min(1) int quantity, String note) {
    }

    /** Rendered by the shop's own advice. */
    static class OutOfStockException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        OutOfStockException(String product) {
            super(product);
        }

    }

}
