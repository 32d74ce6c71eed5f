using Countersign.Contracts.Errors;
using Countersign.Kinds;

namespace Countersign.Server.Inputs;

/// <summary>For hosts without blob storage: there is no container to clean up.</summary>
public sealed class NoInputContainers : IInputContainers
{
    public IReadOnlyList<string>? Names => null;

    public IInputContainer Open(string name) => throw new WorkFailedException(
        ErrorCodes.InputNotAllowed, $"'{name}' cannot be cleaned up: this server has no blob containers.");
}
