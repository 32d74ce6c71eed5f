using System.Text.Json;
using Countersign.Contracts.Workflow;
using Countersign.Functions.Engine;
using Xunit;

namespace Countersign.Functions.Tests;

public sealed class PayloadSerializerTests
{
    private static readonly PayloadSerializer Serializer = new(new JsonSerializerOptions { PropertyNameCaseInsensitive = true });

    [Fact]
    public void Contracts_AreWrittenAsInEveryEngine() =>
        Assert.Equal(
            """{"job_id":"a","plan_version":1,"plan_hash":"sha256:1","step_id":"s","attempt":2,"run":3}""",
            Write(new StepTask("a", 1, "sha256:1", "s", 2, 3)));

    [Fact]
    public void Contracts_InAnArray_AreWrittenAsAlone()
    {
        // Durable Task hands an activity's input over so.
        object?[] input = [new JobStart("a"), null, 3];

        Assert.Equal("""[{"job_id":"a","run":1},null,3]""", Write(input));
    }

    [Fact]
    public void Contracts_AreReadBack()
    {
        var outcome = new GateOutcome(GateVerdict.Undecided, new Gate("decision:v1:1", DateTimeOffset.UnixEpoch));

        Assert.Equal(outcome, Read<GateOutcome>(Write(outcome)));
    }

    [Fact]
    public void OtherTypes_AreTheWorkers() =>
        Assert.Equal("1.2", Read<Binding>("""{"someValue":"1.2"}""")!.SomeValue);

    [Fact]
    public void Objects_AreReadAsJson() =>
        Assert.Equal(JsonValueKind.Object, Assert.IsType<JsonElement>(Read<object>("""{"a":1}""")).ValueKind);

    private static string Write(object value) => Serializer.Serialize(value, value.GetType(), CancellationToken.None).ToString();

    private static T? Read<T>(string json) =>
        (T?)Serializer.Deserialize(BinaryData.FromString(json).ToStream(), typeof(T), CancellationToken.None);

    private sealed record Binding(string SomeValue);
}
