using System.Text.Json;

namespace Countersign.Server.Secrets;

/// <summary>An input with its secrets.</summary>
/// <param name="Input">With values in place of references.</param>
/// <param name="Mask">Hides those values in whatever comes of them.</param>
/// <param name="Fill">Puts the same values into another document; a name that the input does not have throws <c>secret_not_found</c>.</param>
internal sealed record ResolvedInput(JsonElement Input, SecretMask Mask, Func<JsonElement, JsonElement> Fill);
