package dev.streamgate.contracts.upload;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Opens an upload that arrives in numbered chunks.
 *
 * @param fileName the file's name, for display only
 * @param size bytes of the whole file
 * @param chunkSize bytes of each chunk but the last; chosen by the service when absent
 * @param sha256 64 hex digits that the whole file must have
 * @param title title for the content; the file's name when absent
 * @param contentId the content that it becomes the video of; a new one when absent
 */
public record CreateSession(@NotBlank @Size(max = 1024) String fileName, @NotNull @Positive Long size,
        @Positive @Nullable Integer chunkSize, @Pattern(regexp = "[0-9a-fA-F]{64}") @Nullable String sha256,
        @Size(max = 500) @Nullable String title, @Pattern(regexp = "[A-Za-z0-9_-]{1,64}") @Nullable String contentId) {
}
