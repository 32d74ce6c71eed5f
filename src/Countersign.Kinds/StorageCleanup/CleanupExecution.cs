using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.StorageCleanup;

/// <summary>
/// Removes the files or blobs of one step, each only if it is still what the plan shows. What drifted is passed over and reported; what
/// the system refuses to remove fails the step, after the others were removed, so that a retry takes up the rest.
/// </summary>
internal sealed class CleanupExecution(ICleanupTarget target, CleanupWords words, StepContext context)
{
    private readonly JsonArray _items = [];
    private readonly JsonArray _failures = [];
    private int _deleted;
    private long _bytes;

    public async Task<JsonElement> RunAsync(CancellationToken cancellationToken)
    {
        if (!CleanupPreview.TryParse(context.Step.Preview, out var lines))
        {
            throw new WorkFailedException(ErrorCodes.PlanInvalid, $"The preview of step '{context.Step.Id}' holds a line that names nothing to remove.");
        }

        for (var i = 0; i < lines.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await RemoveAsync(lines[i], cancellationToken);
            context.Reporter.Progress((i + 1.0) / lines.Count);
        }

        return _failures.Count == 0 ? Result(lines.Count) : throw Failed(lines.Count);
    }

    private async Task RemoveAsync(CleanupLine line, CancellationToken cancellationToken)
    {
        var removal = await target.RemoveAsync(line, cancellationToken);
        var name = CleanupPreview.Quote(line.Path);
        switch (removal.Outcome)
        {
            case RemovalOutcome.Removed:
                Removed(line, CleanupOutcomes.Deleted);
                break;
            case RemovalOutcome.Gone when context.MayBePartlyDone:
                // The same line as the run before wrote, or would have written: the log tells each removal once.
                Removed(line, CleanupOutcomes.DeletedBefore);
                break;
            case RemovalOutcome.Gone:
                Skipped(line, CleanupOutcomes.Gone, $"Left out {name}: it is gone already");
                break;
            case RemovalOutcome.Changed:
                Skipped(line, CleanupOutcomes.Changed, $"Left alone {name}: it changed after the plan was made");
                break;
            case RemovalOutcome.NotAFile:
                Skipped(line, CleanupOutcomes.NotAFile, $"Left alone {name}: it, or a folder on the way to it, is a link or no file any more");
                break;
            case RemovalOutcome.Leased:
                Skipped(line, CleanupOutcomes.Leased, $"Left alone {name}: somebody holds a lease on it");
                break;
            case RemovalOutcome.Protected:
                Skipped(line, CleanupOutcomes.Protected, $"Left alone {name}: a retention policy or a legal hold protects it");
                break;
            default:
                _failures.Add(new JsonObject { ["path"] = line.Path, ["reason"] = removal.Reason });
                context.Reporter.Log($"Could not remove {name}: {removal.Reason}", JobLogLevel.Error);
                break;
        }
    }

    private void Removed(CleanupLine line, string outcome)
    {
        _deleted++;
        _bytes += line.BytesFreed;
        Note(line, outcome);
        context.Reporter.Log(string.Create(CultureInfo.InvariantCulture, $"Removed {CleanupPreview.Quote(line.Path)}, {line.Size} bytes{Snapshots(line)}"));
    }

    private static string Snapshots(CleanupLine line) => line.Snapshots is { Count: var count }
        ? string.Create(CultureInfo.InvariantCulture, $", with {count} {(count == 1 ? "snapshot" : "snapshots")}")
        : "";

    private void Skipped(CleanupLine line, string outcome, string message)
    {
        Note(line, outcome);
        context.Reporter.Log(message, JobLogLevel.Warning);
    }

    private void Note(CleanupLine line, string outcome) =>
        _items.Add(new JsonObject { ["path"] = line.Path, ["size"] = line.Size, ["outcome"] = outcome });

    private JsonElement Result(int planned) => JsonSerializer.SerializeToElement(new JsonObject
    {
        ["planned"] = planned,
        ["deleted"] = _deleted,
        ["bytes_freed"] = _bytes,
        ["skipped"] = planned - _deleted,
        ["items"] = _items,
    });

    private WorkFailedException Failed(int planned)
    {
        var first = _failures[0]!;
        return new WorkFailedException(
            "delete_failed",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{_failures.Count} of {planned} {words.Many} could not be removed, the first being {CleanupPreview.Quote((string)first["path"]!)}: {first["reason"]}. Put that right and retry the job; what is removed stays removed."),
            details: JsonSerializer.SerializeToElement(new JsonObject { ["deleted"] = _deleted, ["bytes_freed"] = _bytes, ["failed"] = _failures }));
    }
}
