/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.input;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(properties = { "spring.config.import=classpath:streamgate-defaults.yaml",
        "spring.application.name=sample", "streamgate.security.resource-server.public-paths=/**" })
@AutoConfigureMockMvc(addFilters = true)
class StrictInputTests {

    private final MockMvcTester mvc;

    @Autowired
    StrictInputTests(MockMvcTester mvc) {
        this.mvc = mvc;
    }

    @Test
    void aPlainBodyIsRead() {
        assertThat(post("/open/items", """
                {"name": "Köln 👩‍👧 \\ud83d\\udc69 \\\\u0000", "count": 3, "tags": ["a"], "more": {"a": {"a": 1}}}"""))
            .hasStatusOk()
            .bodyText()
            .isEqualTo("Köln 👩‍👧 👩 \\u0000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            {"name": "a", "name": "b"};                An object has a key twice, at line 1, column
            {"more": {"x": 1, "x": 2}};                An object has a key twice, at line 1, column
            {"name": "a\\u0000"};                      The text at '/name' must not contain the character U+0000.
            {"tags": ["a", "\\u0000"]};                The text at '/tags/1' must not contain the character U+0000.
            {"more": {"a\\u0000": 1}};                 The text at '/more' must not contain the character U+0000.
            {"more": {"a": ["\\ud83d"]}};              The text at '/more/a/0' contains half a surrogate pair.
            {"name": "\\udc69\\ud83d"};                The text at '/name' contains half a surrogate pair.
            {"nmae": "a"};                             The field 'nmae' is unknown.
            {"name": 5};                               The value of 'name' has the wrong type.
            {"name": true};                            The value of 'name' has the wrong type.
            {"count": "5"};                            The value of 'count' has the wrong type.
            {"count": 1.5};                            The value of 'count' has the wrong type.
            {"size": 0};                               The value of 'size' has the wrong type.
            {"name": "a"} {};                          The body is not valid JSON at line 1, column
            {'name': "a"};                             The body is not valid JSON at line 1, column
            {"name": "a",};                            The body is not valid JSON at line 1, column
            {"count": NaN};                            The body is not valid JSON at line 1, column
            """)
    void anAmbiguousBodyIsRefused(String body, String detail) {
        assertThat(post("/open/items", body)).hasStatus(400)
            .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
            .bodyJson()
            .extractingPath("detail")
            .asString()
            .startsWith(detail);
    }

    @Test
    void aBodyThatIsNestedWithoutEndIsRefused() {
        assertThat(post("/open/items", "{\"more\": {\"a\": " + "[".repeat(100_000))).hasStatus(413);
    }

    @Test
    void anotherServiceMaySendNewerFieldsAndAnyText() {
        assertThat(post("/internal/v1/items", "{\"name\": \"a\", \"newer\": 1}")).hasStatusOk();
        assertThat(post("/internal/v1/items", "{\"name\": \"a\\u0000\"}")).hasStatusOk();
        assertThat(post("/internal/v1/items", "{\"name\": \"a\", \"name\": \"b\"}")).hasStatus(400);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            q=%00,        The query must not contain the character U+0000.
            other=1&%00=, The query must not contain the character U+0000.
            q=%,          The query has an incomplete escape
            q=a%f,        The query has an incomplete escape
            q=%zz,        The query has an incomplete escape
            q=%c0%80,     The query is not UTF-8.
            q=%ed%a0%80,  The query is not UTF-8.
            =,            The query has a parameter without a name.
            q=a&=b,       The query has a parameter without a name.
            """)
    void aQueryThatCannotBeReadIsRefused(String query, String detail) {
        MvcTestResult result = this.mvc.get().uri(URI.create("/open/items")).with((request) -> {
            request.setQueryString(query);
            return request;
        }).exchange();
        assertThat(result).hasStatus(400).bodyJson().extractingPath("detail").asString().startsWith(detail);
    }

    @Test
    void aPathWithABrokenParameterIsRefused() {
        assertThat(this.mvc.get().uri("/open/items").with((request) -> {
            request.setRequestURI("/open/items;a=%zz");
            return request;
        })).hasStatus(400)
            .bodyJson()
            .extractingPath("detail")
            .asString()
            .startsWith("The path has an incomplete escape");
    }

    @ParameterizedTest
    @ValueSource(strings = { "q=a", "q=", "q", "q&&x=1", "q=K%C3%B6ln+%F0%9F%91%A9%20", "q=a=b" })
    void anyOtherQueryIsRead(String query) {
        assertThat(this.mvc.get().uri("/open/items").param("q", "a").with((request) -> {
            request.setQueryString(query);
            return request;
        })).hasStatusOk();
    }

    private MvcTestResult post(String path, String body) {
        return this.mvc.post().uri(path).contentType(MediaType.APPLICATION_JSON).content(body).exchange();
    }

    enum Size {

        SMALL, LARGE

    }

    record Item(String name, Integer count, List<String> tags, Map<String, Object> more, Size size) {
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Items.class)
    static class Application {

    }

    @RestController
    static class Items {

        @PostMapping({ "/open/items", "/internal/v1/items" })
        String add(@RequestBody Item item) {
            return item.name();
        }

        @GetMapping("/open/items")
        String list(@RequestParam String q) {
            return q;
        }

    }

}
