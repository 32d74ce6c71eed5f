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
        var target = CleanupInput.Parse(context.Input).Path;
        var (asOf, matches) = CleanupFacts.Read(context.Analysis.Facts);
        var feedback = CleanupFeedback.Parse(context.Feedback);
        var items = feedback.Apply(matches, asOf);
        var steps = items.Count == 0
            ? [Nothing(target, feedback)]
            : items.Chunk(ItemsPerStep).Select((part, index) => Step(target, part, index, index == 0 ? feedback : null)).ToArray();
        return new PlanDraft(steps, new Estimate { BytesFreed = items.Sum(item => item.Size) });
    }

    private static PlanStep Step(string target, CleanupItem[] items, int index, CleanupFeedback? feedback)
    {
        var bytes = items.Sum(item => item.Size);
        var lines = items.Select(item => CleanupPreview.Line(item.Path, item.Size, item.ETag));
        return new PlanStep
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"delete-{index + 1:000}"),
            Title = string.Create(CultureInfo.InvariantCulture, $"Remove {Files(items.Length)}, {bytes} bytes"),
            Action = Delete,
            Preview = string.Join('\n', [
                .. Notes(feedback),
                $"# Below {CleanupPreview.Quote(target)}; each file only while its etag is the one here.",
                .. lines,
            ]),
            Risk = Risk.Destructive,
            Estimate = new Estimate { BytesFreed = bytes },
        };
    }

    private static PlanStep Nothing(string target, CleanupFeedback feedback) => new()
    {
        Id = "delete-001",
        Title = "Remove nothing",
        Action = Delete,
        Preview = string.Join('\n', [.. Notes(feedback), $"# Nothing below {CleanupPreview.Quote(target)} is to be removed."]),
        Risk = Risk.Read,
        Estimate = new Estimate { BytesFreed = 0 },
    };

    private static IEnumerable<string> Notes(CleanupFeedback? feedback) =>
        (feedback?.NotUnderstood ?? []).Select(line => $"# Not understood, and without effect: {CleanupPreview.Quote(line)}");

    private static string Files(int count) => count == 1 ? "1 file" : string.Create(CultureInfo.InvariantCulture, $"{count} files");
}
