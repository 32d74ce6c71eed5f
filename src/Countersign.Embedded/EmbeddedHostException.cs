namespace Countersign.Embedded;

/// <summary>The host could not start, for reasons that whoever started it can mend.</summary>
public sealed class EmbeddedHostException(IReadOnlyList<string> problems, Exception? inner = null)
    : Exception(string.Join(Environment.NewLine, problems), inner)
{
    /// <summary>Every problem with its fix.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
