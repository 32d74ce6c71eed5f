using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Countersign.Testing.Http;

/// <summary>An answer of the API with its JSON body.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">The response's headers.</param>
/// <param name="MediaType">The media type of the body.</param>
/// <param name="Body">The body; undefined when there was none.</param>
public sealed record ApiAnswer(HttpStatusCode Status, HttpResponseHeaders Headers, string? MediaType, JsonElement Body)
{
    /// <summary>A string member of the body.</summary>
    public string Text(string name) => Body.GetProperty(name).GetString()!;

    /// <summary>The stable code of a problem.</summary>
    public string Code => Text("code");
}
