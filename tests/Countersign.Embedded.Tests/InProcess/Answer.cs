using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Countersign.Embedded.Tests.InProcess;

/// <summary>An answer with its body.</summary>
internal sealed record Answer(int Status, IHeaderDictionary Headers, string Text)
{
    public JsonElement Body => JsonElement.Parse(Text);

    /// <summary>The stable code of a problem; null for a success.</summary>
    public string? Code => Status >= 400 ? Body.GetProperty("code").GetString() : null;
}
