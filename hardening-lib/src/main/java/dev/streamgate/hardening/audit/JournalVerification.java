package dev.streamgate.hardening.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks a journal: every line against the one before it, every checkpoint's signature,
 * and that nothing is missing before the newest signed head. Needs nothing but the files.
 */
public final class JournalVerification {

    private static final int MAX_FINDINGS = 100;

    private final List<String> findings = new ArrayList<>();

    private byte[] head = JournalLine.GENESIS;

    private String before = "";

    private long sequence = -1;

    private long events;

    private long prunedBefore;

    private long firstSequence;

    private @Nullable String key;

    private @Nullable AuditHead sought;

    private boolean headFound;

    private JournalVerification() {
    }

    /**
     * Checks the journal of one process.
     * @param directory where its files are
     * @param witnessed a head that somebody else has kept, or null
     * @throws IOException when the files cannot be read
     */
    public static Report verify(Path directory, @Nullable AuditHead witnessed) throws IOException {
        JournalVerification verification = new JournalVerification();
        AuditHead sought = (witnessed != null) ? witnessed : verification.localHead(directory);
        verification.sought = sought;
        verification.run(directory);
        if (sought != null && !verification.headFound) {
            verification.found("the end that was signed at line %d on %s is not there or is another one"
                .formatted(sought.sequence(), sought.timestamp()));
        }
        return new Report(verification.findings.isEmpty(), verification.events, verification.sequence,
                (sought != null) ? verification.sequence - sought.sequence() - 1 : verification.sequence + 1,
                List.copyOf(verification.findings));
    }

    private void run(Path directory) throws IOException {
        int expected = -1;
        for (Path segment : JournalSegments.segments(directory)) {
            int number = Integer.parseInt(segment.getFileName().toString().replaceAll("\\D", ""));
            if (expected >= 0 && number != expected) {
                found("segment %d is missing".formatted(expected));
            }
            expected = number + 1;
            try {
                segment(segment, number);
            }
            catch (MalformedInputException ex) {
                found(segment.getFileName() + " contains bytes that are no text");
            }
        }
        if (expected < 0) {
            found("there is no segment");
        }
        if (this.firstSequence > 0 && this.prunedBefore != this.firstSequence) {
            found("the journal begins at line %d, and no pruning is recorded".formatted(this.firstSequence));
        }
    }

    private void segment(Path file, int number) throws IOException {
        String text = Files.readString(file);
        if (!text.endsWith("\n")) {
            found(file.getFileName() + " ends in the middle of a line");
        }
        try (BufferedReader lines = new BufferedReader(new java.io.StringReader(text))) {
            int at = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                at++;
                line(file.getFileName() + " line " + at, line, at == 1, number);
            }
            if (at == 0) {
                found(file.getFileName() + " is empty");
            }
        }
    }

    private void line(String place, String line, boolean first, int number) {
        JsonNode node = JournalLine.read(line);
        if (node == null) {
            found(place + " is no line of a journal");
            return;
        }
        if (first) {
            begin(place, node, number);
        }
        boolean unchanged = JournalLine.verified(line, this.head) != null;
        long here = node.path("seq").asLong(-1);
        if (this.sequence >= 0 && here != this.sequence + 1) {
            found(place + " has the number %d, expected was %d".formatted(here, this.sequence + 1));
        }
        this.sequence = here;
        this.before = HexFormat.of().formatHex(this.head);
        this.head = JournalLine.hash(this.head, line.substring(0, Math.max(0, line.lastIndexOf('\t'))));
        if (!unchanged) {
            found(place + " was changed, or the lines before it are not those that were");
            return;
        }
        checkpoint(place, node);
        AuditRecord event = JournalLine.event(node);
        if (event != null) {
            this.events++;
            if (event.type().equals("audit.prune")) {
                this.prunedBefore = Math.max(this.prunedBefore,
                        Long.parseLong(event.details().getOrDefault("before", "0")));
            }
            if (event.type().equals("audit.damage")) {
                found(place + " records that " + event.resource() + " was found damaged");
            }
        }
    }

    private void begin(String place, JsonNode node, int number) {
        if (node.path("segment").asInt(-1) != number) {
            found(place + " does not begin segment " + number);
        }
        String previous = node.path("previous").asString("");
        if (this.sequence < 0 && previous.matches("[0-9a-f]{64}")) {
            this.firstSequence = node.path("seq").asLong(0);
            this.head = HexFormat.of().parseHex(previous);
        }
        else if (!previous.equals(HexFormat.of().formatHex(this.head))) {
            found(place + " does not follow the segment before it");
        }
        String segmentKey = node.path("key").asString("");
        if (this.key != null && !this.key.equals(segmentKey)) {
            found(place + " names another signing key");
        }
        this.key = segmentKey;
    }

    private void checkpoint(String place, JsonNode node) {
        String publicKey = this.key;
        AuditHead signed = (publicKey != null) ? AuditHead.of(node, publicKey) : null;
        if (signed == null || publicKey == null) {
            return;
        }
        if (!signed.hash().equals(this.before) || !signed.isSignedBy(publicKey)) {
            found(place + " has a signature that does not hold");
        }
        else if (signed.equals(this.sought)) {
            this.headFound = true;
        }
    }

    private @Nullable AuditHead localHead(Path directory) throws IOException {
        AuditHead signed = head(directory);
        if (signed == null) {
            if (Files.exists(directory.resolve(JournalSegments.HEAD))) {
                found("the signed head is no head");
            }
        }
        else if (!signed.hash().matches("[0-9a-f]{64}") || !signed.isSignedBy(signed.publicKey())) {
            found("the signed head has a signature that does not hold");
        }
        return signed;
    }

    /**
     * The newest signed head that the journal itself keeps; null before the first one.
     */
    public static @Nullable AuditHead head(Path directory) throws IOException {
        Path file = directory.resolve(JournalSegments.HEAD);
        if (!Files.exists(file)) {
            return null;
        }
        List<String> lines = Files.readAllLines(file);
        JsonNode node = (lines.size() == 2) ? JournalLine.read(lines.get(0)) : null;
        return (node != null) ? AuditHead.of(node, lines.get(1)) : null;
    }

    private void found(String finding) {
        if (this.findings.size() < MAX_FINDINGS) {
            this.findings.add(finding);
        }
    }

    /**
     * What a verification found.
     *
     * @param intact whether everything is as it was written
     * @param events how many there are
     * @param lastSequence number of the last line
     * @param unsigned lines after the last signed head, which could be cut off unseen
     * @param findings what is wrong, at most 100
     */
    public record Report(boolean intact, long events, long lastSequence, long unsigned, List<String> findings) {
    }

}
