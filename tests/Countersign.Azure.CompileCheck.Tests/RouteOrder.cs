using System.Text.RegularExpressions;

namespace Countersign.Azure.CompileCheck.Tests;

/// <summary>
/// How the Functions host finds the function of a request: it goes through them by name, whatever the case, and takes the first whose
/// method and route fit. A route with fewer parameters does not go first, unlike in ASP.NET Core
/// (https://github.com/Azure/azure-functions-host/issues/9876).
/// </summary>
internal static partial class RouteOrder
{
    /// <summary>The function that answers a request for this function's route, with a value for each parameter.</summary>
    public static FunctionTrigger FirstFor(FunctionTrigger function)
    {
        var path = Parameter().Replace(function.Route!, "value");
        return FunctionTriggers.Http
            .OrderBy(candidate => candidate.Name, StringComparer.OrdinalIgnoreCase)
            .First(candidate => (candidate.Method.Length == 0 || candidate.Method == function.Method) && Fits(candidate.Route!, path));
    }

    private static bool Fits(string route, string path) =>
        Regex.IsMatch(path, $"^{Parameter().Replace(route, parameter => parameter.Value.StartsWith("{*", StringComparison.Ordinal) ? ".*" : "[^/]+")}$");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
