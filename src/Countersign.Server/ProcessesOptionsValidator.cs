using Microsoft.Extensions.Options;

namespace Countersign.Server;

internal sealed class ProcessesOptionsValidator : IValidateOptions<ProcessesOptions>
{
    public ValidateOptionsResult Validate(string? name, ProcessesOptions options)
    {
        var problems = new OptionProblems();
        problems.Require(options.MaxMemoryBytes >= 1 << 20, "Processes:MaxMemoryBytes", options.MaxMemoryBytes, "at least 1048576 (bytes)");
        foreach (var program in options.AllowedPrograms)
        {
            problems.Require(
                program.Length > 0 && (Path.IsPathFullyQualified(program) || !program.AsSpan().ContainsAny('/', '\\')),
                "Processes:AllowedPrograms",
                program,
                "the name of a program, such as bash, or its absolute path");
        }

        foreach (var variable in options.PassEnvironment)
        {
            problems.Require(
                !variable.StartsWith("COUNTERSIGN_", StringComparison.OrdinalIgnoreCase) && variable.Length > 0 && !variable.Contains('='),
                "Processes:PassEnvironment",
                variable,
                "the name of a variable that does not configure this server");
        }

        return problems.ToResult();
    }
}
