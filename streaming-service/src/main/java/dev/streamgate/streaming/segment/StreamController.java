package dev.streamgate.streaming.segment;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.Storyboard;
import dev.streamgate.contracts.streaming.StreamInfo;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.streaming.gate.Gate;
import dev.streamgate.streaming.gate.Gate.Admission;
import dev.streamgate.streaming.gate.Viewer;
import dev.streamgate.streaming.playlist.DashManifest;
import dev.streamgate.streaming.playlist.HlsPlaylists;
import dev.streamgate.streaming.playlist.StoryboardIndex;
import dev.streamgate.streaming.presentation.Presentations;
import dev.streamgate.streaming.session.PlaybackSessions;

/**
 * A video's files. Each request is let in on its own: by the session in its address, else
 * as the caller that its bearer token names, else as somebody unknown.
 */
@RestController
@RequestMapping("/api/v1/streams/{contentId}")
@RateLimited("streaming")
class StreamController {

    private static final MediaType HLS = MediaType.parseMediaType("application/vnd.apple.mpegurl");

    private static final MediaType DASH = MediaType.parseMediaType("application/dash+xml");

    private static final MediaType VTT = MediaType.parseMediaType("text/vtt;charset=UTF-8");

    private static final String IMAGES = "images";

    private final Gate gate;

    private final PlaybackSessions sessions;

    private final Presentations presentations;

    private final DemandedBlobs blobs;

    private final BlobResponses responses;

    StreamController(Gate gate, PlaybackSessions sessions, Presentations presentations, DemandedBlobs blobs,
            BlobResponses responses) {
        this.gate = gate;
        this.sessions = sessions;
        this.presentations = presentations;
        this.blobs = blobs;
        this.responses = responses;
    }

    @GetMapping("/master.m3u8")
    ResponseEntity<String> master(@PathVariable String contentId,
            @RequestParam(required = false) @Nullable String session) {
        return text(contentId, session, HLS, HlsPlaylists::master);
    }

    @GetMapping("/manifest.mpd")
    ResponseEntity<String> manifest(@PathVariable String contentId,
            @RequestParam(required = false) @Nullable String session) {
        return text(contentId, session, DASH, DashManifest::of);
    }

    @GetMapping("/storyboard.vtt")
    ResponseEntity<String> storyboard(@PathVariable String contentId,
            @RequestParam(required = false) @Nullable String session) {
        return text(contentId, session, VTT,
                (presentation, query) -> StoryboardIndex.of(presentation, board(presentation), query));
    }

    @GetMapping("/info")
    StreamInfo info(@PathVariable String contentId, @RequestParam(required = false) @Nullable String session) {
        Presentation presentation = presentation(admit(contentId, session));
        return new StreamInfo(contentId, presentation.packageKey(), presentation.duration(), presentation.width(),
                presentation.height(), presentation.frameRate(), presentation.video(), presentation.audio());
    }

    @GetMapping("/{rendition}/playlist.m3u8")
    ResponseEntity<String> playlist(@PathVariable String contentId, @PathVariable String rendition,
            @RequestParam(required = false) @Nullable String session) {
        return text(contentId, session, HLS, (presentation, query) -> {
            Track track = track(presentation, rendition);
            return HlsPlaylists.media(track.segments(), track.timescale(), query);
        });
    }

    @GetMapping("/{rendition}/init.mp4")
    void init(@PathVariable String contentId, @PathVariable String rendition,
            @RequestParam(required = false) @Nullable String session, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        Admission admission = admit(contentId, session);
        Track track = track(presentation(admission), rendition);
        send(admission, MediaKeys.init(admission.packageKey(), rendition), rendition, 0, track.contentType(), request,
                response);
    }

    @GetMapping("/{rendition}/{number:[0-9]{1,9}}.m4s")
    void segment(@PathVariable String contentId, @PathVariable String rendition, @PathVariable int number,
            @RequestParam(required = false) @Nullable String session, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        Admission admission = admit(contentId, session);
        Track track = track(presentation(admission), rendition);
        if (number >= track.segments().size()) {
            throw new ProblemException(ProblemType.NOT_FOUND,
                    "The rendition has %d segments, numbered from 0.".formatted(track.segments().size()));
        }
        send(admission, MediaKeys.segment(admission.packageKey(), rendition, number), rendition, number,
                track.contentType(), request, response);
    }

    @GetMapping("/thumbnail.jpg")
    void thumbnail(@PathVariable String contentId, @RequestParam(required = false) @Nullable String session,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        Admission admission = admit(contentId, session);
        board(presentation(admission));
        send(admission, MediaKeys.thumbnail(admission.packageKey()), IMAGES, 0, MediaType.IMAGE_JPEG_VALUE, request,
                response);
    }

    @GetMapping("/storyboard-{page:[0-9]{1,4}}.jpg")
    void storyboardPage(@PathVariable String contentId, @PathVariable int page,
            @RequestParam(required = false) @Nullable String session, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        Admission admission = admit(contentId, session);
        Storyboard board = board(presentation(admission));
        if (page * board.columns() * board.rows() >= board.count()) {
            throw new ProblemException(ProblemType.NOT_FOUND, "The storyboard has no such page.");
        }
        send(admission, MediaKeys.storyboard(admission.packageKey(), page), IMAGES, 0, MediaType.IMAGE_JPEG_VALUE,
                request, response);
    }

    private Admission admit(String contentId, @Nullable String session) {
        Viewer viewer = (session != null) ? this.sessions.viewer(session, contentId) : Viewer.current();
        return this.gate.admit(contentId, viewer);
    }

    private Presentation presentation(Admission admission) {
        return this.presentations.get(admission.packageKey());
    }

    /** Texts carry the session in their addresses, so no cache may keep them. */
    private ResponseEntity<String> text(String contentId, @Nullable String session, MediaType type,
            BiFunction<Presentation, String, String> text) {
        String query = (session != null) ? "?" + PlaybackSessions.PARAMETER + "=" + session : "";
        Presentation presentation = presentation(admit(contentId, session));
        return ResponseEntity.ok()
            .contentType(type)
            .cacheControl(CacheControl.noCache().cachePrivate())
            .body(text.apply(presentation, query));
    }

    private void send(Admission admission, String key, String rendition, int number, String contentType,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        String cacheControl = (admission.open() ? "public" : "private") + ", max-age=31536000, immutable";
        this.responses.send(this.blobs.get(key, admission.packageKey(), rendition, number), contentType, cacheControl,
                request, response);
    }

    private static Storyboard board(Presentation presentation) {
        return Optional.ofNullable(presentation.storyboard())
            .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "It has no picture."));
    }

    private static Track track(Presentation presentation, String rendition) {
        if (presentation.video().stream().anyMatch((video) -> video.name().equals(rendition))) {
            return new Track(presentation.segments(), presentation.timescale(), "video/mp4");
        }
        return presentation.audio()
            .stream()
            .filter((audio) -> audio.name().equals(rendition))
            .map((AudioRendition audio) -> new Track(audio.segments(), audio.sampleRate(), "audio/mp4"))
            .findFirst()
            .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such rendition."));
    }

    /**
     * How a rendition is cut.
     *
     * @param segments durations in ticks
     * @param timescale ticks a second
     * @param contentType of its files
     */
    private record Track(List<Long> segments, int timescale, String contentType) {
    }

}
