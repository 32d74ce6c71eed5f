using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Plans;
using Countersign.Kinds;

namespace Countersign.Testing.Kinds;

/// <summary>A kind that reads only, and each of whose analyses goes on when a test lets it.</summary>
public sealed class HeldAnalysesKind : IJobKind, IDisposable
{
    public const string Kind = "test.held";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly JsonElement AnyObject = JsonSerializer.SerializeToElement(new JsonObject { ["type"] = "object" });

    private readonly ConcurrentQueue<string> _begun = new();
    private readonly SemaphoreSlim _go = new(0);
    private readonly SemaphoreSlim _news = new(0);
    private int _running;
    private int _most;

    /// <summary>The jobs whose analysis has begun, in order.</summary>
    public IReadOnlyList<string> Begun => [.. _begun];

    /// <summary>How many analyses have run at the same time.</summary>
    public int Most => _most;

    public KindDescriptor Descriptor { get; } = new()
    {
        Kind = Kind,
        Title = "Held analyses",
        Description = "Goes on when a test lets it.",
        Version = "1.0",
        Risk = Risk.Read,
        InputSchema = AnyObject,
        ResultSchema = AnyObject,
    };

    /// <summary>Lets that many analyses go on, now or when they begin.</summary>
    public void Let(int count) => _go.Release(count);

    /// <summary>Waits until that many analyses have begun.</summary>
    public async Task<IReadOnlyList<string>> UntilBegunAsync(int count)
    {
        while (_begun.Count < count)
        {
            if (!await _news.WaitAsync(Patience))
            {
                throw new TimeoutException($"{_begun.Count} analyses have begun, and {count} should have.");
            }
        }

        return Begun;
    }

    public void CheckInput(JsonElement input, FieldErrors errors)
    {
    }

    public async Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var running = Interlocked.Increment(ref _running);
        InterlockedMax(running);
        _begun.Enqueue(context.JobId);
        _news.Release();
        try
        {
            await _go.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }

        return new Analysis { Summary = "Nothing to analyse.", Facts = AnyObject };
    }

    public Task<PlanDraft> PlanAsync(PlanContext context, CancellationToken cancellationToken) => Task.FromResult(new PlanDraft(
        [new PlanStep { Id = "look", Title = "Look", Action = "look", Preview = "Looks.", Risk = Risk.Read }], new Estimate()));

    public Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken) => Task.FromResult(AnyObject);

    public JsonElement Summarize(SummaryContext context) => AnyObject;

    public void Dispose()
    {
        _go.Dispose();
        _news.Dispose();
    }

    private void InterlockedMax(int value)
    {
        for (var seen = _most; value > seen && Interlocked.CompareExchange(ref _most, value, seen) != seen;)
        {
            seen = _most;
        }
    }
}
