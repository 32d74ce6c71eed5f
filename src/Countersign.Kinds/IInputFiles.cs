using Countersign.Contracts.Errors;

namespace Countersign.Kinds;

/// <summary>Opens the files that a job's input names; only uploads and paths below the configured roots can be opened.</summary>
public interface IInputFiles
{
    /// <summary>Opens what <c>{"path": ...}</c> or <c>{"upload_id": ...}</c> names.</summary>
    /// <exception cref="WorkFailedException"><c>input_not_found</c> or <c>input_not_allowed</c>.</exception>
    Task<IInputFile> OpenAsync(InputReference reference, CancellationToken cancellationToken);
}
