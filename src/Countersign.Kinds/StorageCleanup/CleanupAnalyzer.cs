using System.Globalization;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds.StorageCleanup;

/// <summary>Lists the folder and picks, within bounds that keep plans readable and stores small.</summary>
internal sealed class CleanupAnalyzer(IInputFolders folders, TimeProvider clock)
{
    /// <summary>The most files that one job removes.</summary>
    public const int MostMatches = 5_000;

    /// <summary>The most entries that are looked at.</summary>
    public const int MostEntries = 1_000_000;

    private const int MostPathCharacters = 500_000;
    private const int MostPassedShown = 100;
    private const int EntriesPerProgress = 1_000;

    public Analysis Run(AnalysisContext context, CancellationToken cancellationToken)
    {
        var input = CleanupInput.Parse(context.Input);
        var asOf = clock.GetUtcNow();
        var picked = new List<CleanupItem>();
        var passed = new List<FolderItem>();
        var (files, passedCount) = (0, 0);
        using var folder = folders.Open(input.Path);
        foreach (var item in folder.List(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (item.Type != FolderItemType.File)
            {
                passedCount++;
                if (passed.Count < MostPassedShown)
                {
                    passed.Add(item);
                }
            }
            else
            {
                files++;
                var file = new CleanupItem(item.Name, item.Size, item.ModifiedAt!.Value, item.ETag!);
                if (input.Rules.Picks(file, asOf))
                {
                    picked.Add(file);
                }
            }

            if ((files + passedCount) % EntriesPerProgress == 0)
            {
                context.Reporter.Log(string.Create(CultureInfo.InvariantCulture, $"Looked at {files + passedCount} entries"));
            }

            RequireWithin(files + passedCount, MostEntries, "entries are in the folder");
        }

        var matches = input.Rules.Select(picked, asOf);
        RequireWithin(matches.Count, MostMatches, "files match");
        RequireWithin(matches.Sum(item => item.Path.Length), MostPathCharacters, "characters have the paths of the files that match");
        var facts = new CleanupFacts(input.Path, asOf, files, matches, passed, passedCount);
        context.Reporter.Progress(1);
        return new Analysis { Summary = Summarize(facts), Facts = facts.ToJson() };
    }

    private static string Summarize(CleanupFacts facts)
    {
        var passed = facts.PassedCount == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" {facts.PassedCount} links, special files or unreadable folders were passed over.");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{facts.Matches.Count} of {facts.Scanned} files below {CleanupPreview.Quote(facts.Target)} match, {facts.Matches.Sum(item => item.Size)} bytes.{passed}");
    }

    private static void RequireWithin(long found, long most, string what)
    {
        if (found > most)
        {
            throw new WorkFailedException(
                "too_many_items",
                string.Create(CultureInfo.InvariantCulture, $"{found} {what} or more; one job takes {most}. Narrow the rules, or name a folder further down."));
        }
    }
}
