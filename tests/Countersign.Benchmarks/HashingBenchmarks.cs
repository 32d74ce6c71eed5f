using BenchmarkDotNet.Attributes;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Plans;

namespace Countersign.Benchmarks;

/// <summary>The plan hash, which is computed again before every step.</summary>
[MemoryDiagnoser]
public class HashingBenchmarks
{
    private PlanStep[] _steps = [];

    [Params(3, 100)]
    public int Steps { get; set; }

    [GlobalSetup]
    public void SetUp() => _steps =
    [
        .. Enumerable.Range(1, Steps).Select(i => new PlanStep
        {
            Id = $"step-{i}",
            Title = $"Step number {i}",
            Action = "append",
            Preview = $"Appends line {i} to \"results.txt\".",
            Risk = Risk.Write,
            DependsOn = i == 1 ? [] : [$"step-{i - 1}"],
        }),
    ];

    [Benchmark]
    public string PlanHashOfSteps() => PlanHash.Compute("0198c5e4", "bench.gated", 1, $"sha256:{new string('0', 64)}", _steps);
}
