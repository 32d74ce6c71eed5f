using Microsoft.Extensions.Configuration;

namespace Countersign.Server.Access;

/// <summary>What stands in front of a Functions host.</summary>
/// <param name="AuthenticatesCallers">App Service Authentication is on, and its headers can be believed.</param>
/// <param name="IsLocalRun">Functions Core Tools started the host, on somebody's own machine.</param>
public sealed record HostingPlatform(bool AuthenticatesCallers, bool IsLocalRun)
{
    // The platform sets these; one of them is enough to know that this is nobody's own machine.
    private static readonly string[] SetInTheCloud =
        ["WEBSITE_INSTANCE_ID", "WEBSITE_POD_NAME", "CONTAINER_NAME", "KUBERNETES_SERVICE_HOST"];

    /// <summary>
    /// Reads what the platform says of itself. In doubt, nobody is authenticated and the run is not local: a mistake closes the
    /// host rather than opening it.
    /// </summary>
    public static HostingPlatform From(IConfiguration environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var authenticates = string.Equals(environment["WEBSITE_AUTH_ENABLED"], "true", StringComparison.OrdinalIgnoreCase);
        var development = string.Equals(environment["AZURE_FUNCTIONS_ENVIRONMENT"], "Development", StringComparison.OrdinalIgnoreCase);
        return new HostingPlatform(
            authenticates, development && !authenticates && SetInTheCloud.All(name => string.IsNullOrEmpty(environment[name])));
    }
}
