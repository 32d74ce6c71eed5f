using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Plans;

namespace Countersign.Server.Inputs;

internal static class InputsChangedDetails
{
    public static JsonElement Create(ContentEntry expected, string? found)
    {
        var details = new JsonObject
        {
            ["name"] = expected.Name,
            ["expected"] = expected.Sha256,
            ["actual"] = found,
        };
        return JsonSerializer.SerializeToElement(details);
    }
}
