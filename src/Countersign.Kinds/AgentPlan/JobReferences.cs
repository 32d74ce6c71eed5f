using System.Text.Json;

namespace Countersign.Kinds.AgentPlan;

/// <summary>
/// What a planned input may name beyond paths and allowed hosts, which hold everybody alike: secrets and uploads only where the
/// job's own input names them too. Otherwise whoever writes what a model reads could have it name those of others.
/// </summary>
internal static class JobReferences
{
    private const string Secret = "secret_ref";
    private const string Upload = "upload_id";

    /// <summary>Every problem; empty when there is none.</summary>
    public static IReadOnlyList<string> Check(JsonElement planned, JsonElement jobInput)
    {
        var allowed = Collect(jobInput).ToHashSet();
        return [.. Collect(planned).Where(reference => !allowed.Contains(reference)).Distinct().Select(reference =>
            $"{reference.Member} '{PlainText.Of(reference.Name)}' may only be used where the job's own input names it")];
    }

    private static IEnumerable<(string Member, string Name)> Collect(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Collect),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member =>
            member.Name is Secret or Upload
                ? [(member.Name, member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText())]
                : Collect(member.Value)),
        _ => [],
    };
}
