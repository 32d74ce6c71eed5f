namespace Countersign.Cli.Run;

/// <summary>What a person answers to a plan.</summary>
/// <param name="Approved">Whether they approve it.</param>
/// <param name="Exclude">The steps that they leave out, with an approval only; null for none.</param>
/// <param name="Wish">What another plan is to answer; null where none is wanted.</param>
internal sealed record GateReply(bool Approved, IReadOnlyList<string>? Exclude = null, string? Wish = null)
{
    /// <summary>What may be answered, for people.</summary>
    public const string Help = "y approves; y -STEP leaves a step out; r WISH asks for another plan; anything else rejects.";

    /// <summary>
    /// Reads an answer. Only <c>y</c> and <c>yes</c> approve, alone or with nothing but steps to leave out; whatever else is typed
    /// is no approval.
    /// </summary>
    public static GateReply Parse(string? line)
    {
        var words = (line ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words switch
        {
            [var yes] when IsYes(yes) => new GateReply(true),
            [var yes, .. var steps] when IsYes(yes) && steps.All(step => step.Length > 1 && step[0] == '-') =>
                new GateReply(true, [.. steps.Select(step => step[1..])]),
            [var again, _, ..] when string.Equals(again, "r", StringComparison.OrdinalIgnoreCase) =>
                new GateReply(false, Wish: line!.Trim()[1..].Trim()),
            _ => new GateReply(false),
        };
    }

    private static bool IsYes(string word) => word.ToUpperInvariant() is "Y" or "YES";
}
