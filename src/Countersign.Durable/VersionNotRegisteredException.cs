namespace Countersign.Durable;

/// <summary>
/// An instance was started with a version of its orchestration's code that this host does not have. It is not run on other code.
/// </summary>
public sealed class VersionNotRegisteredException(string orchestration, string version, IEnumerable<string> registered)
    : NonRetryableException(
        $"This instance of orchestration '{orchestration}' was started with {Name(version)}, and this host has "
        + $"{string.Join(", ", registered.Order(StringComparer.Ordinal).Select(Name))} only. Register the code of {Name(version)} again.")
{
    private static string Name(string version) => version.Length == 0 ? "the code without a version" : $"version '{version}'";
}
