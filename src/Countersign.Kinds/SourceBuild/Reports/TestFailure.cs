namespace Countersign.Kinds.SourceBuild.Reports;

/// <summary>A test that failed.</summary>
/// <param name="Name">As the report names it.</param>
/// <param name="Message">What was expected and found; shortened.</param>
internal sealed record TestFailure(string Name, string Message)
{
    private const int Longest = 2_000;

    public static TestFailure Create(string name, string message) =>
        new(Short(name, 500), Short(message.Trim(), Longest));

    private static string Short(string text, int longest) => text.Length <= longest ? text : text[..longest] + " …";
}
