/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.caption;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LanguageTagsTests {

    @ParameterizedTest
    @CsvSource({ "eng,en", "ger,de", "deu,de", "GER,de", "chi,zh", "pt_BR,pt-BR", "zh-Hant,zh-Hant", "gsw,gsw",
            "und,und", "English,und", "'',und", "e,und", "en-,und", "../x,und" })
    void tagsAreBcp47WithTheShortestCode(String language, String tag) {
        assertThat(LanguageTags.of(language)).isEqualTo(tag);
    }

    @ParameterizedTest
    @CsvSource({ "fre,true", "und,false", "English,false", "'',false", "../x,false" })
    void onlyTagsHaveACanonicalForm(String language, boolean tag) {
        assertThat(LanguageTags.canonical(language).isPresent()).isEqualTo(tag);
    }

}
