/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.shop;

import java.util.List;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

/** The shop's pages. */
@Controller
class PageController {

    private final Catalog catalog;

    PageController(Catalog catalog) {
        this.catalog = catalog;
    }

    @GetMapping("/")
    String home(Model model) {
        model.addAttribute("products", this.catalog.products());
        return "home";
    }

    @GetMapping("/products/{id}")
    String product(@PathVariable int id, Model model) {
        model.addAttribute("products", List.of(this.catalog.find(id)));
        return "home";
    }

    @GetMapping("/products/broken")
    String broken() {
        throw new IllegalStateException("broken");
    }

    @GetMapping("/admin")
    @ResponseBody
    String admin() {
        return "admin";
    }

}
