using System.Globalization;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds.StorageCleanup;

/// <summary>Writes the files that are to go into steps of bounded size.</summary>
internal static class CleanupPlanner
{
    /// <summary>The kind's word for what its steps do.</summary>
    public const string Delete = "delete";

    private const int ItemsPerStep = 100;

    public static PlanDraft Plan(PlanContext context)
    {
        var input = CleanupInput.Parse(context.Input);
        var findings = CleanupFacts.Read(context.Analysis.Facts);
        var feedback = CleanupFeedback.Parse(context.Feedback);
        var items = feedback.Apply(findings.Matches, findings.AsOf);
        var words = CleanupWords.Of(input);
        var steps = items.Count == 0
            ? [Nothing(words, feedback)]
            : items.Chunk(ItemsPerStep).Select((part, index) => Step(
                words,
                part,
                index,
                [
                    .. CleanupNotes.NotUnderstood(index == 0 ? feedback : null),
                    $"# {Capital(words.Place)}; {words.Precondition}",
                    .. input.IsContainer ? CleanupNotes.OfContainer(part, findings.SoftDeleteDays) : [],
                ])).ToArray();
        return new PlanDraft(steps, new Estimate { BytesFreed = items.Sum(item => item.BytesFreed) });
    }

    private static PlanStep Step(CleanupWords words, CleanupItem[] items, int index, string[] notes) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"delete-{index + 1:000}"),
        Title = string.Create(
            CultureInfo.InvariantCulture, $"Remove {items.Length} {(items.Length == 1 ? words.One : words.Many)}, {items.Sum(item => item.Size)} bytes"),
        Action = Delete,
        Preview = string.Join('\n', [.. notes, .. items.Select(item => CleanupPreview.Line(item.ToLine()))]),
        Risk = Risk.Destructive,
        Estimate = new Estimate { BytesFreed = items.Sum(item => item.BytesFreed) },
    };

    private static PlanStep Nothing(CleanupWords words, CleanupFeedback feedback) => new()
    {
        Id = "delete-001",
        Title = "Remove nothing",
        Action = Delete,
        Preview = string.Join('\n', [.. CleanupNotes.NotUnderstood(feedback), $"# Nothing {words.Place} is to be removed."]),
        Risk = Risk.Read,
        Estimate = new Estimate { BytesFreed = 0 },
    };

    private static string Capital(string phrase) => char.ToUpperInvariant(phrase[0]) + phrase[1..];
}
