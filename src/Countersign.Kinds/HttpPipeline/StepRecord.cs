using System.Text.Json;
using System.Text.Json.Nodes;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>What became of one step so far; all of it can be told at any time, also when the step fails.</summary>
/// <param name="id">The step.</param>
/// <param name="request">Method and URL as planned.</param>
internal sealed class StepRecord(string id, string request)
{
    /// <summary>The member of a step's result that holds captured values; no part of the report.</summary>
    public const string Values = "values";

    public int? Status { get; set; }

    public int Attempts { get; set; }

    public int Redirects { get; set; }

    public TimeSpan Duration { get; set; }

    public JsonArray Assertions { get; } = [];

    /// <summary>Name to <c>{value}</c>, or to <c>{sealed}</c> where it is secret.</summary>
    public JsonObject Captured { get; } = [];

    public JsonObject? Response { get; set; }

    public JsonElement ToJson()
    {
        var document = new JsonObject
        {
            ["id"] = id,
            ["request"] = request,
            ["status"] = Status,
            ["attempts"] = Attempts,
            ["redirects"] = Redirects,
            ["duration_seconds"] = Math.Round(Duration.TotalSeconds, 3),
            ["captured"] = new JsonArray([.. Captured.Select(capture => (JsonNode)capture.Key)]),
            ["assertions"] = Assertions.DeepClone(),
            [Values] = Captured.DeepClone(),
        };
        if (Response is not null)
        {
            document["response"] = Response.DeepClone();
        }

        return JsonSerializer.SerializeToElement(document);
    }
}
