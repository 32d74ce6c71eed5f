namespace Countersign.Cli;

/// <summary>The command cannot be carried out as it was given.</summary>
internal sealed class UsageException(params string[] problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
