using System.Collections.Frozen;
using System.Text.Json;

namespace Countersign.Storage.Sqlite;

/// <summary>The wire names of an enum's members, which are also what columns hold.</summary>
internal static class SnakeCase<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<TEnum, string> Names = Enum.GetValues<TEnum>()
        .ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    public static string NameOf(TEnum value) => Names[value];
}
