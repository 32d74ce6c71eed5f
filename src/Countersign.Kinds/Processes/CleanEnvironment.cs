namespace Countersign.Kinds.Processes;

/// <summary>The variables of a child process. Nothing of the server's own environment is among them but what the operator passes on.</summary>
internal static class CleanEnvironment
{
    /// <summary>Marks the process and all that it starts, so that they are found again.</summary>
    public const string Marker = "COUNTERSIGN_RUN";

    public static IReadOnlyDictionary<string, string> Create(ProcessSettings settings, ProcessRequest request, string run)
    {
        var temporary = Path.Combine(request.Home, "tmp");
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = settings.SearchPath,
            ["HOME"] = request.Home,
            ["TMPDIR"] = temporary,
            ["LANG"] = "C.UTF-8",
            ["TERM"] = "dumb",
            ["NO_COLOR"] = "1",
            ["CI"] = "true",
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["MSBUILDDISABLENODEREUSE"] = "1",
        };
        foreach (var (name, value) in settings.Passed.Concat(request.Environment))
        {
            variables[name] = value;
        }

        variables[Marker] = run;
        return variables;
    }
}
