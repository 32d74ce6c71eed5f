using System.Globalization;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds.StorageCleanup;

/// <summary>Lists the target and picks, within bounds that keep plans readable and stores small.</summary>
internal sealed class CleanupAnalyzer(TimeProvider clock)
{
    /// <summary>The most files or blobs that one job removes.</summary>
    public const int MostMatches = 5_000;

    /// <summary>The most entries that are looked at.</summary>
    public const int MostEntries = 1_000_000;

    private const int MostPathCharacters = 500_000;
    private const int MostPassedShown = 100;
    private const int EntriesPerProgress = 1_000;

    public async Task<Analysis> RunAsync(CleanupInput input, ICleanupTarget target, IJobReporter reporter, CancellationToken cancellationToken)
    {
        var words = CleanupWords.Of(input);
        var asOf = clock.GetUtcNow();
        var picked = new List<CleanupItem>();
        var passed = new List<CleanupListing>();
        var (files, passedCount) = (0, 0);
        var softDelete = await target.FindSoftDeleteDaysAsync(cancellationToken);
        await foreach (var entry in target.ListAsync(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry.Item is not { } file)
            {
                passedCount++;
                if (passed.Count < MostPassedShown)
                {
                    passed.Add(entry);
                }
            }
            else
            {
                files++;
                if (input.Rules.Picks(file, asOf))
                {
                    picked.Add(file);
                }
            }

            if ((files + passedCount) % EntriesPerProgress == 0)
            {
                reporter.Log(string.Create(CultureInfo.InvariantCulture, $"Looked at {files + passedCount} entries"));
            }

            RequireWithin(files + passedCount, MostEntries, $"entries are {words.Place}", words);
        }

        var matches = input.Rules.Select(picked, asOf);
        RequireWithin(matches.Count, MostMatches, $"{words.Many} match", words);
        RequireWithin(matches.Sum(item => item.Path.Length), MostPathCharacters, $"characters have the paths of the {words.Many} that match", words);
        var facts = new CleanupFacts(input, asOf, files, matches, passed, passedCount, softDelete);
        reporter.Progress(1);
        return new Analysis { Summary = Summarize(facts, words), Facts = facts.ToJson() };
    }

    private static string Summarize(CleanupFacts facts, CleanupWords words)
    {
        var passed = facts.PassedCount == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" {facts.PassedCount} {words.PassedOver} were passed over.");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{facts.Matches.Count} of {facts.Scanned} {words.Many} {words.Place} match, {facts.Matches.Sum(item => item.Size)} bytes.{passed}");
    }

    private static void RequireWithin(long found, long most, string what, CleanupWords words)
    {
        if (found > most)
        {
            throw new WorkFailedException(
                "too_many_items",
                string.Create(CultureInfo.InvariantCulture, $"{found} {what} or more; one job takes {most}. {words.Narrower}"));
        }
    }
}
