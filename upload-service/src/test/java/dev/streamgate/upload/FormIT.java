/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import dev.streamgate.media.clips.Clips;
import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** Uploads by an HTML form. */
@UploadServiceTest
class FormIT {

    @TempDir
    static Path folder;

    private static byte[] clip;

    private final UploadClient client;

    @Autowired
    FormIT(UploadClient client) {
        this.client = client.as("form-" + System.nanoTime(), "creator");
    }

    @BeforeAll
    static void makeClip() throws Exception {
        clip = Files.readAllBytes(Clips.clip().seconds(1).write(folder.resolve("clip.mp4")));
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void theTitleOfAFormMayPrecedeOrFollowTheFile(boolean precedes) {
        MultipartBody form = new MultipartBody();
        if (precedes) {
            form.field("title", "Our \u00e9t\u00e9");
        }
        form.file("\u00e9t\u00e9.mp4", clip);
        if (!precedes) {
            form.field("title", "Our \u00e9t\u00e9");
        }
        Reply reply = this.client.form(form);
        assertThat(reply.status()).isEqualTo(201);
        JsonNode view = reply.json();
        assertThat(reply.header("Location")).isEqualTo("/api/v1/uploads/" + view.path("uploadId").asString());
        assertThat(view.path("state").asString()).isEqualTo("stored");
        assertThat(view.path("title").asString()).isEqualTo("Our \u00e9t\u00e9");
        assertThat(view.path("fileName").asString()).isEqualTo("\u00e9t\u00e9.mp4");
        assertThat(view.path("sha256").asString()).isEqualTo(UploadClient.sha256(clip));
    }

    @Test
    void aFileNameThatIsNoValidPathIsAcceptedAndCleaned() {
        Reply reply = this.client.form(new MultipartBody().file("C:\\pass\u0000wd.mp4", clip));
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.field("fileName")).isEqualTo("passwd.mp4");
    }

    @Test
    void aFileNameOf255CharactersInAnyScriptIsAccepted() {
        assertThat(this.client.form(new MultipartBody().file("\u65e5".repeat(251) + ".mp4", clip)).status())
            .isEqualTo(201);
    }

    @Test
    void anEmptyFileIsABadRequestInEachProtocol() {
        assertThat(this.client.tus("POST", UploadClient.TUS, null, "Upload-Length", "0").problem())
            .isEqualTo("upload-empty");
        assertThat(this.client.form(new MultipartBody().file("a.mp4", new byte[0])).problem())
            .isEqualTo("upload-empty");
        assertThat(this.client.json("POST", "/api/v1/uploads/sessions", "{\"fileName\":\"a\",\"size\":0}").status())
            .isEqualTo(400);
        assertThat(this.client.get("/api/v1/uploads?state=open").json().path("items")).isEmpty();
    }

    static Stream<Arguments> malformedForms() {
        byte[] truncated = Arrays.copyOf(new MultipartBody().file("a", clip).unterminated(), 5000);
        return Stream.of(Arguments.arguments("no file", new MultipartBody().field("title", "x").toByteArray()),
                Arguments.arguments("two files", new MultipartBody().file("a", clip).file("b", clip).toByteArray()),
                Arguments.arguments("truncated file", truncated),
                Arguments.arguments("truncated header", "--xyz\r\nContent-Disp".getBytes(StandardCharsets.UTF_8)),
                Arguments.arguments("empty", new byte[0]),
                Arguments.arguments("invalid encoded word",
                        new MultipartBody().file("=?UTF-8?B?A?=", clip).toByteArray()),
                Arguments.arguments("too many parts", tooManyParts()), Arguments.arguments("long part header",
                        new MultipartBody().file("a".repeat(5000), clip).toByteArray()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedForms")
    void aMalformedFormIsABadRequestAndCreatesNothing(String name, byte[] body) {
        assertThat(send(MultipartBody.CONTENT_TYPE, body).status()).isEqualTo(400);
        assertNothingCreated();
    }

    @Test
    void aFormWithoutABoundaryOrOfAnotherTypeIsRejected() {
        assertThat(send("multipart/form-data", clip).status()).isEqualTo(400);
        assertThat(send("video/mp4", clip).status()).isEqualTo(415);
        assertNothingCreated();
    }

    @Test
    void aLongFieldIsRejected() {
        Reply reply = this.client.form(new MultipartBody().field("title", "x".repeat(4097)).file("a.mp4", clip));
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.problem()).isEqualTo("body-too-large");
        assertNothingCreated();
    }

    @Test
    void aRepeatedFormWithTheSameKeyReturnsTheSameUpload() {
        String key = "form-" + System.nanoTime();
        String id = this.client.form(new MultipartBody().file("a.mp4", clip), "Idempotency-Key", key)
            .expect(201)
            .field("uploadId");
        Reply repeated = this.client.form(new MultipartBody().file("a.mp4", clip), "Idempotency-Key", key);
        assertThat(repeated.status()).isEqualTo(201);
        assertThat(repeated.field("uploadId")).isEqualTo(id);
        assertThat(this.client.get("/api/v1/uploads").json().path("items")).hasSize(1);
    }

    private Reply send(String type, byte[] body) {
        return this.client.send("POST", "/api/v1/uploads", BodyPublishers.ofByteArray(body), "Content-Type", type);
    }

    private void assertNothingCreated() {
        assertThat(this.client.get("/api/v1/uploads?state=open").json().path("items")).isEmpty();
        assertThat(this.client.get("/api/v1/uploads?state=stored").json().path("items")).isEmpty();
    }

    private static byte[] tooManyParts() {
        MultipartBody form = new MultipartBody();
        for (int number = 0; number < 21; number++) {
            form.field("field" + number, "x");
        }
        return form.toByteArray();
    }

}
