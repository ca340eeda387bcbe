package dev.streamgate.launcher.suite;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.streamgate.launcher.home.Home;

import static org.assertj.core.api.Assertions.assertThat;

class MemberEnvironmentTests {

    private static final String DATABASE = "jdbc:postgresql://127.0.0.1:18089/streamgate";

    @TempDir
    private Path folder;

    private Home home;

    @BeforeEach
    void openHome() {
        this.home = Home.open(this.folder);
    }

    @Test
    void eachServiceKnowsItsPortAndWhereTheOthersAre() {
        assertThat(of(Member.WORKER)).containsEntry("SERVER_PORT", "18084")
            .containsEntry("STREAMGATE_AUTH_URL", "http://127.0.0.1:18081")
            .containsEntry("STREAMGATE_MONITOR_URL", "http://127.0.0.1:18088");
    }

    @Test
    void aServiceWithASchemaHasALoginOfItsOwn() {
        assertThat(of(Member.UPLOAD)).containsEntry("STREAMGATE_DB_URL", DATABASE)
            .containsEntry("STREAMGATE_DB_USER", "streamgate_upload")
            .containsEntry("STREAMGATE_DB_PASSWORD", this.home.secrets().password("postgres-upload"));
        assertThat(of(Member.GATEWAY)).doesNotContainKeys("STREAMGATE_DB_USER", "STREAMGATE_DB_PASSWORD");
    }

    @Test
    void noServiceKnowsASecretOfAnother() {
        for (Member member : Member.values()) {
            Set<String> foreign = new HashSet<>();
            for (Member other : Member.values()) {
                if (other != member) {
                    foreign.add(this.home.secrets().password("postgres-" + other.id()));
                    if (member != Member.AUTH) {
                        foreign.add(this.home.secrets().password("service-" + other.id()));
                    }
                }
            }
            if (member != Member.MONITOR) {
                foreign.add(this.home.secrets().password("alertmanager-webhook"));
            }
            if (member != Member.STREAMING) {
                foreign.add(this.home.secrets().key("session-key"));
            }
            if (member != Member.AUTH) {
                foreign.add(this.home.secrets().key("key-encryption-key"));
                foreign.add(this.home.secrets().password("admin-password"));
            }
            assertThat(of(member).values()).as(member.id()).doesNotContainAnyElementsOf(foreign);
        }
    }

    @Test
    void authKnowsWhatServicesProveThemselvesWith() {
        assertThat(of(Member.AUTH)).containsEntry("STREAMGATE_SERVICE_SECRETS_WORKER",
                of(Member.WORKER).get("STREAMGATE_SERVICE_SECRET"));
    }

    @Test
    void monitorKnowsWhatAlertmanagerShowsIt() {
        assertThat(of(Member.MONITOR)).containsEntry("STREAMGATE_ALERTMANAGER_TOKEN",
                this.home.secrets().password("alertmanager-webhook"));
    }

    @Test
    void whatTheUserSetReachesTheServiceButNotAsASecretOfOurs() {
        assertThat(of(Member.CACHE,
                Map.of("STREAMGATE_TRACE_SAMPLING", "0.1", "STREAMGATE_DB_PASSWORD", "theirs",
                        "STREAMGATE_SERVICE_SECRETS_AUTH", "theirs", "SERVER_PORT", "1")))
            .containsEntry("STREAMGATE_TRACE_SAMPLING", "0.1")
            .containsEntry("SERVER_PORT", "18087")
            .doesNotContainValue("theirs");
    }

    @Test
    void theBlobStoreMayLieElsewhere() {
        assertThat(of(Member.STREAMING)).containsEntry("STREAMGATE_MEDIA_DIR", this.home.media().toString());
        assertThat(of(Member.STREAMING, Map.of("STREAMGATE_MEDIA_DIR", "/srv/media")))
            .containsEntry("STREAMGATE_MEDIA_DIR", "/srv/media");
        assertThat(of(Member.AUTH)).doesNotContainKey("STREAMGATE_MEDIA_DIR");
    }

    private Map<String, String> of(Member member) {
        return of(member, Map.of());
    }

    private Map<String, String> of(Member member, Map<String, String> variables) {
        var user = new HashMap<>(variables);
        user.put("STREAMGATE_PORT", "18080");
        return new MemberEnvironment(Settings.of(this.folder, user), this.home, DATABASE).of(member);
    }

}
