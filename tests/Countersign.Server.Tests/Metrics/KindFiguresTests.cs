using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Plans;
using Countersign.Kinds;
using Countersign.Server.Kinds;
using Countersign.Server.Metrics;
using Countersign.Server.Ports;
using Countersign.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Countersign.Server.Tests.Metrics;

public sealed class KindFiguresTests
{
    private static readonly JsonElement Result = TestJson.Parse("""{"score":7.5,"findings":[1,2],"deep":{"bytes":3}}""");

    [Fact]
    public void Read_KeepsWhatTheKindMeasured()
    {
        var figures = Read(result => new Measurements(result)
            .Number("score", "score")
            .Count("findings", "findings")
            .Number("deep_bytes", "deep", "bytes")
            .Number("absent", "deep", "nothing", "more")
            .Number("no_number", "findings")
            .Count("no_array", "score")
            .Found);

        Assert.Equal([new StoredMetric("score", 7.5), new StoredMetric("findings", 2), new StoredMetric("deep_bytes", 3)], figures);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Score")]
    [InlineData("9lives")]
    [InlineData("with space")]
    [InlineData("a2345678901234567890123456789012345678901234567890123456789012345")]
    public void Read_LeavesOutNamesThatCannotBe(string name) =>
        Assert.Equal([new StoredMetric("good", 1)], Read(_ => [new Measurement(name, 1), new Measurement("good", 1)]));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Read_LeavesOutWhatIsNoNumber(double value) => Assert.Empty(Read(_ => [new Measurement("score", value)]));

    [Fact]
    public void Read_KeepsTheFirstOfAName_AndFiftyAtMost()
    {
        Assert.Equal([new StoredMetric("a", 1)], Read(_ => [new Measurement("a", 1), new Measurement("a", 2)]));
        Assert.Equal(50, Read(_ => [.. Enumerable.Range(0, 60).Select(number => new Measurement($"a{number}", number))]).Count);
    }

    [Fact]
    public void Read_OfAKindThatThrows_IsEmpty() => Assert.Empty(Read(_ => throw new InvalidOperationException("no")));

    [Fact]
    public void Read_OfAKindThatThisServerLacks_IsEmpty()
    {
        var figures = new KindFigures(new KindCatalogue([]), NullLogger<KindFigures>.Instance);

        Assert.Empty(figures.Read(new JobBuilder("job").Build().Job, Result));
    }

    private static IReadOnlyList<StoredMetric> Read(Func<JsonElement, IReadOnlyList<Measurement>> measure) =>
        new KindFigures(new KindCatalogue([new MeasuringKind(measure)]), NullLogger<KindFigures>.Instance)
            .Read(new JobBuilder("job").Kind("test.measuring").Build().Job, Result);

    private sealed class MeasuringKind(Func<JsonElement, IReadOnlyList<Measurement>> measure) : IJobKind
    {
        public KindDescriptor Descriptor { get; } = new()
        {
            Kind = "test.measuring",
            Title = "Measures",
            Description = "Only measures.",
            Version = "1.0",
            Risk = Risk.Read,
            InputSchema = Result,
            ResultSchema = Result,
        };

        public IReadOnlyList<Measurement> Measure(JsonElement result) => measure(result);

        public void CheckInput(JsonElement input, FieldErrors errors) => throw new NotSupportedException();

        public Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<PlanDraft> PlanAsync(PlanContext context, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken) => throw new NotSupportedException();

        public JsonElement Summarize(SummaryContext context) => throw new NotSupportedException();
    }
}
