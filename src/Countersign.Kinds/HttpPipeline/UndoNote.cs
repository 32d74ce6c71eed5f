using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>
/// Noted before anything is undone: from then on the step has failed for good. A repeat after a crash goes on with undoing, and a
/// later attempt knows that the steps before it do not stand any more.
/// </summary>
/// <param name="Attempt">The attempt that failed.</param>
/// <param name="Code">Of the failure.</param>
/// <param name="Message">Of the failure.</param>
/// <param name="Step">What became of the step.</param>
internal sealed record UndoNote(int Attempt, string Code, string Message, JsonElement Step)
{
    public static UndoNote Of(int attempt, WorkFailedException failure, JsonElement step) => new(attempt, failure.Code, failure.Message, step);

    public static UndoNote? Read(JsonElement? note) => note is { } document
        ? new UndoNote(
            document.GetProperty("attempt").GetInt32(),
            document.GetProperty("code").GetString()!,
            document.GetProperty("message").GetString()!,
            document.GetProperty("step"))
        : null;

    public JsonElement ToJson() => JsonSerializer.SerializeToElement(new JsonObject
    {
        ["attempt"] = Attempt,
        ["code"] = Code,
        ["message"] = Message,
        ["step"] = JsonNode.Parse(Step.GetRawText()),
    });
}
