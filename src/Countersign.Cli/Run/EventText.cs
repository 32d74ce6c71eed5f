using System.Text.Json;
using Countersign.Contracts.Events;

namespace Countersign.Cli.Run;

/// <summary>Reads what a type of event adds; a member that is absent or of another form is empty.</summary>
internal static class EventText
{
    public static string Of(JobEvent entry, string member) =>
        Find(entry, member) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    public static long? Number(JobEvent entry, string member) =>
        Find(entry, member) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    private static JsonElement? Find(JobEvent entry, string member) =>
        entry.Data is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty(member, out var value) ? value : null;
}
