using Countersign.Contracts.Errors;

namespace Countersign.Kinds.Sources;

/// <summary>Makes copies of sources, within limits of number, size and time, and never through links or out of their folder.</summary>
public interface ISourceTrees
{
    /// <summary>Copies a source to be looked at; the copy is gone when it is disposed.</summary>
    /// <exception cref="WorkFailedException">
    /// <c>input_not_found</c>, <c>input_not_allowed</c>, <c>source_refused</c> (an archive that is broken or hostile, or too many or
    /// too large files), <c>target_not_allowed</c>, <c>git_failed</c>.
    /// </exception>
    Task<SourceTree> CopyAsync(string jobId, SourceReference source, CancellationToken cancellationToken);

    /// <summary>
    /// The job's working copy, the same for all steps of a plan version. It is made when it is not there, at the first step or
    /// after a crash or on another machine, and is then compared with what the analysis read.
    /// </summary>
    /// <param name="context">The step that needs it.</param>
    /// <param name="source">As in the job's input.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    /// <exception cref="WorkFailedException">As above, or <c>inputs_changed</c>.</exception>
    Task<SourceTree> WorkingCopyAsync(StepContext context, SourceReference source, CancellationToken cancellationToken);
}
