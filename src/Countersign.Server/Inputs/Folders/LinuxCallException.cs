namespace Countersign.Server.Inputs.Folders;

/// <summary>A call of the system failed.</summary>
/// <param name="error">The error's number.</param>
internal sealed class LinuxCallException(int error) : Exception($"The system answered with error {error}.")
{
    public int Error { get; } = error;
}
