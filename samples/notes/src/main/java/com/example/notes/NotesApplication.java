/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.notes;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Repository;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertHandler;
import dev.streamgate.hardening.alert.AlertState;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.hardening.validation.PlainText;
import dev.streamgate.hardening.validation.SafeFileName;

/** A notes API with the features of hardening-lib. */
@SpringBootApplication
public class NotesApplication {

    public static void main(String[] args) {
        SpringApplication.run(NotesApplication.class, args);
    }

    /** A note. */
    record Note(@NotBlank @PlainText(max = 200) String text, @SafeFileName String attachment) {
    }

    @RestController
    @RequestMapping("/notes")
    @RateLimited("notes")
    static class NoteController {

        private final Notes notes;

        NoteController(Notes notes) {
            this.notes = notes;
        }

        @PostMapping
        @ResponseStatus(HttpStatus.CREATED)
        @Audited("note.create")
        Map<String, Integer> create(@Valid @RequestBody Note note) {
            return Map.of("id", this.notes.add(note));
        }

        @GetMapping("/{id}")
        Note read(@PathVariable int id) {
            return this.notes.find(id);
        }

    }

    /** Adds a note for each firing alert, in addition to the log. */
    @Component
    static class AlertNotes implements AlertHandler {

        private final Notes notes;

        AlertNotes(Notes notes) {
            this.notes = notes;
        }

        @Override
        public String name() {
            return "notes";
        }

        @Override
        public void handle(Alert alert) {
            if (alert.state() == AlertState.FIRING) {
                this.notes.add(new Note(alert.rule() + ": " + alert.summary(), null));
            }
        }

    }

    @Repository
    static class Notes {

        private final Map<Integer, Note> notes = new ConcurrentHashMap<>();

        private final AtomicInteger next = new AtomicInteger();

        int add(Note note) {
            int id = this.next.incrementAndGet();
            this.notes.put(id, note);
            return id;
        }

        @Cacheable("notes")
        public Note find(int id) {
            Note note = this.notes.get(id);
            if (note == null) {
                throw new ProblemException(ProblemType.NOT_FOUND, "Note " + id + " not found.");
            }
            return note;
        }

    }

}
