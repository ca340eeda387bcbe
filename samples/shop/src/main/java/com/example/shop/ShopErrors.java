/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.shop;

import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The shop's own format of errors. */
@RestControllerAdvice
class ShopErrors {

    @ExceptionHandler
    @ResponseStatus(HttpStatus.CONFLICT)
    Map<String, String> outOfStock(ShopController.OutOfStockException ex) {
        return Map.of("code", "OUT_OF_STOCK", "product", ex.getMessage());
    }

}
