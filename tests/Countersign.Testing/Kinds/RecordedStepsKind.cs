using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Plans;
using Countersign.Kinds;

namespace Countersign.Testing.Kinds;

/// <summary>
/// A kind that records in memory which step of which plan version ran, so that a test can compare it with what was approved. Plans
/// four steps, of which <c>d</c> needs <c>a</c>; feedback such as <c>without b</c> leaves steps out. Input: <c>{"risk"?, "cost"?,
/// "echo"?, "file"?}</c>; what stands in <c>echo</c> is logged, returned and, where it is <c>fail</c>, thrown by each step; every step
/// depends on what stands in <c>file</c>.
/// </summary>
public sealed partial class RecordedStepsKind : IJobKind
{
    public const string Kind = "test.recorded";

    private static readonly JsonElement AnyObject = JsonSerializer.SerializeToElement(new JsonObject { ["type"] = "object" });

    /// <summary>What ran, in order.</summary>
    public ConcurrentQueue<RecordedStep> Runs { get; } = new();

    /// <summary>The jobs whose step <c>c</c> fails after it ran, and whose analyses and further plans fail too.</summary>
    public ConcurrentDictionary<string, bool> Broken { get; } = new();

    public KindDescriptor Descriptor { get; } = new()
    {
        Kind = Kind,
        Title = "Recorded steps",
        Description = "Records which step of which plan ran.",
        Version = "1.0",
        Risk = Risk.Destructive,
        InputSchema = AnyObject,
        ResultSchema = AnyObject,
    };

    public void CheckInput(JsonElement input, FieldErrors errors)
    {
    }

    public async Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        ThrowIfBroken(context.JobId);
        var analysis = new Analysis { Summary = "Nothing to analyse.", Facts = JsonSerializer.SerializeToElement(new JsonObject()) };
        if (FileOf(context.Input) is not { } path)
        {
            return analysis;
        }

        await using var file = await context.Files.OpenAsync(new InputReference(path), cancellationToken);
        var digest = Digest.FromHash(await SHA256.HashDataAsync(file.Content, cancellationToken));
        return analysis with { Content = [new ContentEntry(path, digest, file.Content.Length)] };
    }

    public Task<PlanDraft> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        if (context.Round > 1)
        {
            ThrowIfBroken(context.JobId);
        }

        var leftOut = Without().Matches(context.Feedback ?? "").Select(match => match.Groups[1].Value).ToHashSet();
        var risk = context.Input.TryGetProperty("risk", out var given) ? Enum.Parse<Risk>(given.GetString()!, ignoreCase: true) : Risk.Write;
        var cost = context.Input.TryGetProperty("cost", out var price) ? price.GetDouble() : (double?)null;
        IReadOnlyList<PlanStep> steps = [.. new[] { "a", "b", "c", "d" }.Where(id => !leftOut.Contains(id)).Select(id => new PlanStep
        {
            Id = id,
            Title = $"Record {id}",
            Action = "record",
            Preview = $"Records {id}; {string.Join(", ", leftOut.Order())} left out.",
            Risk = risk,
            Inputs = FileOf(context.Input) is { } path ? [path] : [],
            DependsOn = id == "d" && !leftOut.Contains("a") ? ["a"] : [],
        })];
        return Task.FromResult(new PlanDraft(steps, new Estimate { Cost = cost }));
    }

    public Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        Runs.Enqueue(new RecordedStep(context.JobId, context.Plan.Version, context.Plan.Hash, context.Step.Id));
        if (context.Step.Id == "c")
        {
            ThrowIfBroken(context.JobId);
        }

        if (!context.Input.TryGetProperty("echo", out var echo))
        {
            return Task.FromResult(AnyObject);
        }

        context.Reporter.Log($"echo {echo}");
        return echo.ValueKind == JsonValueKind.Object && echo.TryGetProperty("fail", out var how)
            ? throw (how.GetProperty("how").GetString() == "bug"
                ? new InvalidOperationException($"bug {how}")
                : (Exception)new WorkFailedException("echoed", $"failed {how}", details: how))
            : Task.FromResult(echo);
    }

    public JsonElement Summarize(SummaryContext context) => JsonSerializer.SerializeToElement(
        new JsonObject(context.Results.Select(result => KeyValuePair.Create(result.Key, JsonNode.Parse(result.Value.GetRawText())))));

    private void ThrowIfBroken(string jobId)
    {
        if (Broken.ContainsKey(jobId))
        {
            throw new WorkFailedException("broken", "The job is broken until somebody mends it.");
        }
    }

    private static string? FileOf(JsonElement input) => input.TryGetProperty("file", out var file) ? file.GetString() : null;

    [GeneratedRegex("without ([a-d])")]
    private static partial Regex Without();
}
