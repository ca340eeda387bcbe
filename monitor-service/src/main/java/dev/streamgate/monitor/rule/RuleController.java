/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.rule;

import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.monitor.RuleSpec;
import dev.streamgate.contracts.monitor.RuleView;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.suite.security.Caller;

/** API of the alert rules, for operators. */
@RestController
@RequestMapping("/api/v1/monitor/rules")
@RateLimited("monitor")
@PreAuthorize("hasRole('OPERATOR')")
class RuleController {

    private static final Pattern ETAG = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

    private final Rules rules;

    RuleController(Rules rules) {
        this.rules = rules;
    }

    @GetMapping
    Page<RuleView> rules() {
        List<RuleView> all = this.rules.all();
        return new Page<>(all, null);
    }

    @GetMapping("/{name}")
    ResponseEntity<RuleView> rule(@PathVariable String name) {
        return response(this.rules.find(name)
            .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "Rule not found.")));
    }

    @PostMapping
    @Audited("rule.create")
    ResponseEntity<RuleView> add(@Valid @RequestBody RuleSpec rule) {
        RuleView added = this.rules.add(rule, Caller.required().id());
        return ResponseEntity.created(URI.create("/api/v1/monitor/rules/" + added.name())).eTag(tag(added)).body(added);
    }

    @PutMapping("/{name}")
    @Audited("rule.change")
    ResponseEntity<RuleView> change(@PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody RuleSpec rule) {
        return response(this.rules.change(name, rule, version(ifMatch), Caller.required().id()));
    }

    /** Deletes a rule, or the override of a predefined rule. */
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Audited("rule.delete")
    void delete(@PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        this.rules.delete(name, version(ifMatch));
    }

    private static ResponseEntity<RuleView> response(RuleView rule) {
        return ResponseEntity.ok().eTag(tag(rule)).header(HttpHeaders.CACHE_CONTROL, "private, no-cache").body(rule);
    }

    private static String tag(RuleView rule) {
        return "\"" + rule.version() + "\"";
    }

    /** The expected version; null for any ({@code *}). */
    private static @Nullable Long version(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ProblemException(ProblemType.PRECONDITION_REQUIRED,
                    "Send If-Match with the ETag of the last response for this rule.");
        }
        if (ifMatch.strip().equals("*")) {
            return null;
        }
        Matcher tag = ETAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw new ProblemException(ProblemType.PRECONDITION_FAILED, "If-Match is not an ETag of a rule.");
        }
        return Long.valueOf(tag.group(1));
    }

}
