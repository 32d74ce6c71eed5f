using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Countersign.Functions.Http;

/// <summary>The largest body that the Functions host lets through; it answers a larger one itself, with a bare 500.</summary>
internal static class PlatformBodyLimit
{
    /// <summary>The app setting that moves the limit, in bytes (https://learn.microsoft.com/azure/azure-functions/functions-app-settings).</summary>
    public const string Setting = "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT";

    private const long Default = 100L << 20;

    /// <summary>The limit in bytes. Default 100 MiB.</summary>
    public static long From(IConfiguration environment) =>
        long.TryParse(environment[Setting], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0 ? bytes : Default;
}
