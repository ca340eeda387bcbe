/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.audit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AuditCommandTests {

    @Test
    void verifyAcceptsAFileOfHeads() {
        assertThat(AuditCommand.of(List.of("verify"))).returns(true, AuditCommand::verify)
            .extracting(AuditCommand::heads)
            .isEqualTo(java.util.Optional.empty());
        assertThat(AuditCommand.of(List.of("verify", "--heads", "f")).heads()).contains(Path.of("f"));
    }

    @Test
    void findAcceptsCriteria() {
        AuditCommand command = AuditCommand
            .of(List.of("find", "service=auth", "actor=u1", "type=auth.", "from=2026-11-21T12:00:00Z", "limit=5"));
        assertThat(command.service()).isEqualTo("auth");
        assertThat(command.query().actor()).isEqualTo("u1");
        assertThat(command.query().from()).isEqualTo(Instant.parse("2026-11-21T12:00:00Z"));
        assertThat(command.query().limit()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "check", "verify now", "verify --heads", "find x", "find color=red", "find from=noon",
            "find limit=many" })
    void otherArgumentsAreInvalid(String arguments) {
        List<String> line = arguments.isEmpty() ? List.of() : List.of(arguments.split(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> AuditCommand.of(line));
    }

}
