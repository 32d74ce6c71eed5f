using Countersign.Contracts.Errors;

namespace Countersign.Kinds;

/// <summary>Opens the blob containers that a job's input names; only those that the configuration lists can be opened.</summary>
public interface IInputContainers
{
    /// <summary>The containers that jobs may clean up; null where the server has no blob storage, so that none could be listed.</summary>
    IReadOnlyList<string>? Names { get; }

    /// <summary>Opens a container for listing its blobs and for removing some of them. Touches nothing yet.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="WorkFailedException"><c>input_not_allowed</c>.</exception>
    IInputContainer Open(string name);
}
