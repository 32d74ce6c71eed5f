using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>Plays the steps of an example: each a request with its answer, or a wait for an event of a job.</summary>
internal sealed partial class ExamplePlayer(ApiClient api, Dictionary<string, string> values)
{
    public async Task PlayAsync(JsonObject step)
    {
        if (step["wait"] is { } job)
        {
            await api.WaitForEventAsync(Fill(job.GetValue<string>()), step["event"]!.GetValue<string>());
            return;
        }

        var line = Fill(step["request"]!.GetValue<string>());
        var parts = line.Split(' ', 2);
        using var request = new HttpRequestMessage(HttpMethod.Parse(parts[0]), parts[1].TrimStart('/'));
        foreach (var (name, value) in step["headers"]?.AsObject() ?? [])
        {
            request.Headers.Add(name, Fill(value!.GetValue<string>()));
        }

        if (step["body"] is { } body)
        {
            request.Content = new StringContent(Fill(body).ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        }

        Compare(line, step["answer"]!.AsObject(), step["capture"]?.AsObject() ?? [], await api.SendAsync(request));
    }

    private void Compare(string line, JsonObject expected, JsonObject captures, ApiAnswer answer)
    {
        var body = answer.Body.ValueKind == JsonValueKind.Undefined ? null : JsonNode.Parse(answer.Body.GetRawText());
        foreach (var (name, pointer) in captures)
        {
            values[name] = At(body, pointer!.GetValue<string>())?.ToString()
                ?? throw new InvalidOperationException($"{line}: the answer has nothing at {pointer}: {(int)answer.Status} {body?.ToJsonString()}");
        }

        var differences = new List<string>();
        if ((int)answer.Status != expected["status"]!.GetValue<int>())
        {
            differences.Add(string.Create(CultureInfo.InvariantCulture, $"the status is {(int)answer.Status}; expected is {expected["status"]}"));
        }

        foreach (var (name, value) in expected["headers"]?.AsObject() ?? [])
        {
            var found = answer.Headers.TryGetValues(name, out var all) ? string.Join(", ", all) : "absent";
            if (found != Fill(value!.GetValue<string>()))
            {
                differences.Add($"the header {name} is {found}; expected is {Fill(value.GetValue<string>())}");
            }
        }

        if (expected.TryGetPropertyValue("body", out var wanted))
        {
            differences.AddRange(ExampleMatch.Differences(wanted is null ? null : Fill(wanted), body));
        }

        Assert.True(differences.Count == 0, $"{line}:\n  {string.Join("\n  ", differences)}\n  {body?.ToJsonString()}");
    }

    /// <summary>The node that a JSON pointer (RFC 6901) names.</summary>
    private static JsonNode? At(JsonNode? node, string pointer) => pointer.Split('/').Skip(1).Aggregate(
        node, (at, part) => at is JsonArray list ? list[int.Parse(part, CultureInfo.InvariantCulture)] : at?[part]);

    private JsonNode Fill(JsonNode node) => JsonNode.Parse(Place().Replace(node.ToJsonString(), match => Value(match, JsonEncodedText.Encode)))!;

    private string Fill(string text) => Place().Replace(text, match => Value(match, null));

    private string Value(Match match, Func<string, System.Text.Encodings.Web.JavaScriptEncoder?, JsonEncodedText>? encode) =>
        !values.TryGetValue(match.Groups[1].Value, out var value) ? throw new InvalidOperationException($"Nothing is known as {match.Value}.")
        : encode is null ? value : encode(value, null).ToString();

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Place();
}
