using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;

namespace Countersign.Kinds;

/// <summary>Where a step saves the files that it produces: archives, reports, logs.</summary>
/// <remarks>
/// <para>
/// What a run of a step saved counts from when that run has ended: all of it is listed then, in the same write that stores how the
/// step ended, and its digests stand in the step's signed receipt. That holds for a run that failed too, so that the log of a build
/// that failed can be read; what a run saved that a crash cut off, or whose job was cancelled, is gone.
/// </para>
/// <para>
/// A repeat of a run after a crash begins with nothing saved and saves everything again. Another attempt after a failure has files
/// of its own, beside those of the attempt before.
/// </para>
/// <para>The bytes are stored as they are: secrets are not hidden in them, so a step must not write any into a file.</para>
/// </remarks>
public interface IArtifacts
{
    /// <summary>
    /// Saves a file, streamed and never held in memory. Replaces what this run saved under the name before. May be called from
    /// several threads.
    /// </summary>
    /// <param name="name">A plain file name: see <see cref="ArtifactNames.Pattern"/>.</param>
    /// <param name="contentType">A media type, such as <c>application/zip</c> or <c>text/plain; charset=utf-8</c>.</param>
    /// <param name="content">Read from where it stands to its end; stays the caller's to dispose.</param>
    /// <param name="cancellationToken">Stops the saving; nothing is saved then.</param>
    /// <returns>The file with its size and digest.</returns>
    /// <exception cref="WorkFailedException">
    /// <c>artifact_name_invalid</c>; <c>artifact_too_large</c> above <c>Limits:MaxArtifactBytes</c>; <c>too_many_artifacts</c> above
    /// 100 files of one job, all attempts counted; <c>service_unavailable</c> (retryable) while the store takes nothing.
    /// </exception>
    /// <exception cref="ArgumentException">The content type is no media type.</exception>
    /// <exception cref="InvalidOperationException">The step has ended.</exception>
    Task<ArtifactEntry> SaveAsync(string name, string contentType, Stream content, CancellationToken cancellationToken);
}
