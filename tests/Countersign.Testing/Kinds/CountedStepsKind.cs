using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Plans;
using Countersign.Kinds;

namespace Countersign.Testing.Kinds;

/// <summary>
/// A kind whose steps leave a line in a file each time they run, so that a test can count runs across crashes. Input:
/// <c>{"steps": n}</c>, <c>{"hold": "PATH"}</c> to keep each step running until that file exists, and
/// <c>{"fail": {"step": "ID", "until": "PATH"}}</c> to fail a step until that file exists.
/// </summary>
/// <param name="effectsFile">The file; each run of a step appends <c>JOB STEP</c> in one write.</param>
public sealed class CountedStepsKind(string effectsFile) : IJobKind
{
    public const string Kind = "test.counted";

    public KindDescriptor Descriptor { get; } = new()
    {
        Kind = Kind,
        Title = "Counted steps",
        Description = "Appends a line for each run of each step.",
        Version = "1.0",
        Risk = Risk.Write,
        InputSchema = JsonSerializer.SerializeToElement(new JsonObject { ["type"] = "object" }),
        ResultSchema = JsonSerializer.SerializeToElement(new JsonObject { ["type"] = "object" }),
    };

    public void CheckInput(JsonElement input, FieldErrors errors)
    {
        if (!input.TryGetProperty("steps", out var steps) || !steps.TryGetInt32(out var count) || count < 1)
        {
            errors.Add("input.steps", "allowed is a whole number from 1.");
        }
    }

    public Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken) => Task.FromResult(new Analysis
    {
        Summary = "Nothing to analyse.",
        Facts = JsonSerializer.SerializeToElement(new JsonObject()),
    });

    public Task<PlanDraft> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        var count = context.Input.GetProperty("steps").GetInt32();
        var steps = Enumerable.Range(1, count).Select(i => new PlanStep
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"step-{i}"),
            Title = $"Append line {i}",
            Action = "append",
            Preview = "Appends one line.",
            Risk = Risk.Write,
        });
        return Task.FromResult(new PlanDraft([.. steps]));
    }

    public async Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        var line = Encoding.UTF8.GetBytes($"{context.JobId} {context.Step.Id}\n");
        await using (var file = new FileStream(effectsFile, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0))
        {
            await file.WriteAsync(line, cancellationToken);
        }

        context.Reporter.Log($"Appended for {context.Step.Id}");
        if (context.Input.TryGetProperty("hold", out var hold))
        {
            await WaitForFileAsync(hold.GetString()!, cancellationToken);
        }

        FailWhereAsked(context);
        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["step"] = context.Step.Id,
            ["attempt"] = context.Attempt,
            ["before"] = new JsonArray([.. context.Results.Keys.Order().Select(step => (JsonNode)step)]),
        });
    }

    public JsonElement Summarize(SummaryContext context) =>
        JsonSerializer.SerializeToElement(new JsonObject { ["steps"] = context.Results.Count });

    private static void FailWhereAsked(StepContext context)
    {
        if (context.Input.TryGetProperty("fail", out var fail)
            && fail.GetProperty("step").GetString() == context.Step.Id
            && !File.Exists(fail.GetProperty("until").GetString()))
        {
            throw new WorkFailedException("step_refused", "The step was told to fail.");
        }
    }

    private static async Task WaitForFileAsync(string path, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!File.Exists(path))
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
