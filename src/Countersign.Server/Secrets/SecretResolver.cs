using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Server.Ports;

namespace Countersign.Server.Secrets;

/// <summary>Puts secrets into the input of a step that is about to run, and nowhere else.</summary>
internal sealed class SecretResolver(ISecretStore secrets)
{
    /// <summary>The input with values in place of references, and what hides those values in whatever comes of them.</summary>
    /// <exception cref="WorkFailedException"><c>secret_not_found</c>, which names the secret.</exception>
    public async Task<ResolvedInput> ResolveAsync(JsonElement input, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        await CollectAsync(input, values, cancellationToken);
        return values.Count == 0
            ? new ResolvedInput(input, SecretMask.Nothing, Fill)
            : new ResolvedInput(Fill(input), new SecretMask(values.Values), Fill);

        JsonElement Fill(JsonElement document) => JsonSerializer.SerializeToElement(Replace(document, values));
    }

    private async Task CollectAsync(JsonElement value, Dictionary<string, string> values, CancellationToken cancellationToken)
    {
        if (SecretReferences.NameIn(value) is { } name)
        {
            values[name] = await secrets.GetAsync(name, cancellationToken)
                ?? throw new WorkFailedException(ErrorCodes.SecretNotFound, $"There is no secret '{name}' on this server (Secrets:{name}).");
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                await CollectAsync(item, values, cancellationToken);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                await CollectAsync(member.Value, values, cancellationToken);
            }
        }
    }

    private static JsonNode? Replace(JsonElement value, Dictionary<string, string> values) => value.ValueKind switch
    {
        JsonValueKind.Object when SecretReferences.NameIn(value) is { } name => JsonValue.Create(values.TryGetValue(name, out var secret)
            ? secret
            : throw new WorkFailedException(ErrorCodes.SecretNotFound, $"The job's input names no secret '{name}'.")),
        JsonValueKind.Object => new JsonObject(value.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Replace(member.Value, values)))),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(item => Replace(item, values))]),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(value),
    };
}
