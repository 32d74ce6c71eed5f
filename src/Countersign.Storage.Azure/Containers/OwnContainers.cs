namespace Countersign.Storage.Azure.Containers;

/// <summary>Tells the containers that the service itself lives on; no job may remove anything from one.</summary>
internal static class OwnContainers
{
    /// <summary>What the names are, for people who configure others.</summary>
    public const string Description = "of the service itself: its data, the task hub, the platform's own and the deployed package";

    // What the platform keeps: host locks and keys, packages that were deployed. infra/main.bicep names the first of the packages.
    private static readonly string[] PlatformNames = ["deployment", "scm-releases", "function-releases"];
    private static readonly string[] PlatformPrefixes = ["azure-webjobs-", "app-package-"];

    // Durable Functions names its containers after the task hub, which is host.json's to name.
    private static readonly string[] TaskHubSuffixes = ["-leases", "-applease", "-largemessages"];

    /// <param name="name">A container's name.</param>
    /// <param name="prefix">How the names of the service's own containers begin (<see cref="AzureStorageOptions.Prefix"/>).</param>
    public static bool Include(string name, string prefix) =>
        name.StartsWith($"{prefix}-", StringComparison.OrdinalIgnoreCase)
        || PlatformNames.Contains(name, StringComparer.OrdinalIgnoreCase)
        || PlatformPrefixes.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
        || TaskHubSuffixes.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));
}
