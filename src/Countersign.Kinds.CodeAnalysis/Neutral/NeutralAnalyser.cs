using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Inventory;
using Countersign.Kinds.CodeAnalysis.Rules;

namespace Countersign.Kinds.CodeAnalysis.Neutral;

/// <summary>The checks that hold for every language; each file is read once.</summary>
internal static class NeutralAnalyser
{
    public const string Name = "neutral";

    public static StepReport Run(
        IReadOnlyList<WalkedFile> files, RuleSelection rules, RuleLimits limits, DateOnly today, IJobReporter reporter, CancellationToken cancellationToken)
    {
        var sink = new FindingSink(rules);
        var duplicates = new DuplicateFinder(limits.DuplicateLines);
        var paths = files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < files.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Check(files[i], paths, limits, today, duplicates, sink);
            if (i % 200 == 0)
            {
                reporter.Progress((double)i / files.Count);
            }
        }

        if (!files.Any(file => Licence.IsFile(file.Path)))
        {
            sink.Add(NeutralRules.NoLicence, "", 0, "There is no LICENSE or COPYING file at the root.");
        }

        if (duplicates.IsFull)
        {
            sink.Note("Not all duplicated blocks are found: there is more code than can be compared at once.");
        }

        return sink.Report(Name, files.Count) with { DuplicatedLines = duplicates.DuplicatedLines };
    }

    private static void Check(
        WalkedFile walked, IReadOnlySet<string> paths, RuleLimits limits, DateOnly today, DuplicateFinder duplicates, FindingSink sink)
    {
        if (TextFile.TryRead(walked) is not { } file)
        {
            LargeFileCheck.CheckUnread(walked, sink);
            if (walked.Size > TextFile.LargestBytes && Languages.Of(walked.Path) is not null)
            {
                sink.Note($"{walked.Path} is not looked into: it has {walked.Size / (1024 * 1024)} MiB, and {TextFile.LargestBytes / (1024 * 1024)} are the most.");
            }

            return;
        }

        SecretCheck.Check(file, sink);
        TodoCheck.Check(file, today, sink);
        MergeMarkerCheck.Check(file, sink);
        LargeFileCheck.Check(file, limits, sink);
        ManifestCheck.Check(file, paths, sink);
        duplicates.Add(file, sink);
    }
}
