using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Kinds.Outbound;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>The body of an answer: as JSON for what is expected and captured, and its beginning for the result.</summary>
internal sealed class AnswerBody
{
    private const int MostCharacters = 4_096;

    private readonly OutboundAnswer _answer;

    public AnswerBody(OutboundAnswer answer)
    {
        _answer = answer;
        try
        {
            Json = answer.IsCut || answer.Body.IsEmpty ? null : JsonElement.Parse(answer.Body.Span);
        }
        catch (JsonException)
        {
            // Most answers are not JSON, and most need not be.
        }

        WhyNoJson = Json is not null
            ? ""
            : answer.IsCut ? "the body is longer than 1 MiB" : answer.Body.IsEmpty ? "there is no body" : "the body is no JSON";
    }

    /// <summary>Null when it is none; <see cref="WhyNoJson"/> says why.</summary>
    public JsonElement? Json { get; }

    public string WhyNoJson { get; }

    public JsonObject ToSummary()
    {
        var text = Encoding.UTF8.GetString(_answer.Body.Span);
        return new JsonObject
        {
            ["content_type"] = _answer.Header("Content-Type"),
            ["bytes"] = _answer.Body.Length,
            ["body"] = text.Length <= MostCharacters ? text : text[..MostCharacters],
            ["cut"] = _answer.IsCut || text.Length > MostCharacters,
        };
    }
}
